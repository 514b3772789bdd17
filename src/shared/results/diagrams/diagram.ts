import type { Chart, Diagram, TableBlock } from '../blocks'
import type { Theme } from '../theme'
import { mergesOf } from './dendrogram/merges'
import { dendrogramScene } from './dendrogram/scene'
import { dendrogramSentence, dendrogramTable } from './dendrogram/words'
import { graphScene } from './graph/scene'
import { graphSentence, graphTable } from './graph/words'
import { imagesScene } from './images/scene'
import { imagesSentence, imagesTable } from './images/words'
import { type Scene, textAt } from './scene'
import { gridOf } from './surface/grid'
import { surfaceScene } from './surface/scene'
import { surfaceSentence, surfaceTable } from './surface/words'
import { treeOnPaper } from './tree/scene'
import { treeSentence, treeTable } from './tree/words'

const diagrams: Readonly<Record<Diagram['type'], true>> = {
  tree: true,
  dendrogram: true,
  images: true,
  graph: true,
  surface: true,
}

export const isDiagram = (chart: Chart): chart is Diagram => chart.type in diagrams

/** Pictures that a report shows: 20 to a page. */
const mostOnPaper = 60

/** A diagram on paper: a report or a saved file, in a column of `width` pixels. */
export function diagramScene(diagram: Diagram, theme: Theme, width: number): Scene {
  if (isEmptyDiagram(diagram))
    return {
      width,
      height: 80,
      items: [{ shapes: [textAt('No data', width / 2, 44, theme.ink3, { size: 12, align: 'middle' })] }],
    }
  switch (diagram.type) {
    case 'tree':
      return treeOnPaper(diagram, theme, width)
    case 'dendrogram':
      return dendrogramScene(diagram, theme, { width, height: Math.round(Math.max(220, Math.min(340, width * 0.55))) })
    case 'images':
      return imagesScene(diagram, theme, { width, most: mostOnPaper })
    case 'graph':
      return graphScene(diagram, theme, { width })
    case 'surface':
      return surfaceScene(diagram, theme, { width, height: Math.round(Math.min(460, width * 0.66)) })
  }
}

export function isEmptyDiagram(diagram: Diagram): boolean {
  switch (diagram.type) {
    case 'tree':
    case 'graph':
      return diagram.nodes.length === 0
    case 'dendrogram':
      return mergesOf(diagram) === undefined
    case 'images':
      return diagram.pictures.length === 0
    case 'surface':
      return gridOf(diagram) === undefined
  }
}

/** A diagram in words: what it holds, for people who hear rather than see it, and for reports as text. */
export function diagramSentence(diagram: Diagram): string {
  if (isEmptyDiagram(diagram)) return 'No data.'
  switch (diagram.type) {
    case 'tree':
      return treeSentence(diagram)
    case 'dendrogram':
      return dendrogramSentence(diagram)
    case 'images':
      return imagesSentence(diagram)
    case 'graph':
      return graphSentence(diagram)
    case 'surface':
      return surfaceSentence(diagram)
  }
}

/** What a diagram holds, as a table. */
export function diagramTable(diagram: Diagram): Pick<TableBlock, 'columns' | 'rows'> {
  switch (diagram.type) {
    case 'tree':
      return treeTable(diagram)
    case 'dendrogram':
      return dendrogramTable(diagram)
    case 'images':
      return imagesTable(diagram)
    case 'graph':
      return graphTable(diagram)
    case 'surface':
      return surfaceTable(diagram)
  }
}
