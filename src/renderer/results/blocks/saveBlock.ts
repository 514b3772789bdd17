import type { Block, ChartBlock, TableBlock } from '../../../shared/results/blocks'
import { chartSize } from '../../../shared/results/charts/size'
import { chartSentence } from '../../charts/chartSentence'
import { chartTable } from '../../charts/chartTable'
import { csvOf } from '../../charts/tableText'
import { download, fileName } from '../../engine/download'
import type { Theme } from '../../../shared/results/theme'

export type SaveForm = 'svg' | 'png' | 'csv'

/** Saves a block as a file named after the node and the block. Pictures are 800 pixels wide, in the theme given. */
export async function saveBlock(
  node: string,
  block: ChartBlock | TableBlock,
  form: SaveForm,
  theme: Theme,
): Promise<void> {
  const name = `${fileName(node, block.id)}.${form}`
  if (form === 'csv' || block.kind === 'table') return download(name, csvOfBlock(block), 'text/csv')
  const size = chartSize(block.chart, 800)
  const { chartSvg, chartPng } = await import('../../charts/drawing')
  if (form === 'svg') download(name, chartSvg(block.chart, theme, size, chartSentence(block)), 'image/svg+xml')
  else download(name, await chartPng(block.chart, theme, size), 'image/png')
}

/** All of a node's results in one archive: charts as SVG, tables and what charts draw as CSV, everything as JSON. */
export async function saveAll(node: string, blocks: readonly Block[], result: unknown, theme: Theme): Promise<void> {
  const [{ zipSync, strToU8 }, { chartSvg }] = await Promise.all([import('fflate'), import('../../charts/drawing')])
  const files: Record<string, Uint8Array<ArrayBuffer>> = {
    'result.json': strToU8(JSON.stringify(result ?? { blocks }, null, 2)),
  }
  for (const block of blocks) {
    const name = fileName(block.id)
    // One chart a turn, so that the page goes on meanwhile.
    await new Promise(resolve => setTimeout(resolve))
    if (block.kind === 'chart')
      files[`${name}.svg`] = strToU8(chartSvg(block.chart, theme, chartSize(block.chart, 800), chartSentence(block)))
    if (block.kind === 'chart' || block.kind === 'table') files[`${name}.csv`] = strToU8(csvOfBlock(block))
  }
  download(`${fileName(node)}.zip`, zipSync(files), 'application/zip')
}

const csvOfBlock = (block: ChartBlock | TableBlock): string =>
  csvOf(block.kind === 'chart' ? chartTable(block.chart) : block)
