import { nodeSpecs } from '../../../compute'
import type { NodeSpec } from '../../../shared/node'
import type { Position } from '../../../shared/pipeline/edit'
import { formatCount } from '../../../shared/results/format'
import { useDocument } from '../../stores/document'
import { useView } from '../../stores/view'
import { useCanvas } from '../board/canvasStore'
import { usePipeline } from '../../node/pipeline'
import { card, movedFrom, pitch } from '../../layout/geometry'
import { lostWires, placeNode, type Site } from './placing'

/** Adds nodes and opens the list of nodes to add. */
export function useAdding() {
  const canvas = useCanvas()
  const pipeline = usePipeline()
  const documents = useDocument()
  const view = useView()

  /** Adds a node and selects it; what there is to see of it are its parameters. */
  function add(spec: NodeSpec, site: Site): void {
    let id = ''
    const before = canvas.positions
    const lost = site.replaces === undefined ? [] : lostWires(documents.document, nodeSpecs, spec, site.replaces)
    const what = site.replaces !== undefined ? 'replace by' : site.edge ? 'insert' : 'add'
    documents.edit(`${what} ${spec.title}`, document => {
      const made = placeNode(document, nodeSpecs, spec, site)
      id = made.id
      return made.document
    })
    view.select(id)
    view.tab = 'parameters'
    canvas.camera?.reveal([id, ...(site.edge ? movedFrom(before, canvas.positions) : [])])
    canvas.camera?.focus(id)
    if (lost.length > 0) tellLost(spec, lost)
  }

  function tellLost(spec: NodeSpec, lost: readonly string[]): void {
    const done = documents.past.at(-1)
    view.say({
      tone: 'plain',
      text: `${formatCount(lost.length, 'wire')} did not fit ${spec.title} and went`,
      detail: lost.join(', '),
      action: { label: 'Undo', perform: () => void (documents.past.at(-1) === done && documents.undo()) },
    })
  }

  /** Adds a node behind the selected one, or in the middle of what is seen: a click in the palette. */
  function addHere(spec: NodeSpec): void {
    add(spec, siteOfSelection() ?? { at: centred() })
  }

  /** Behind the selected node: a step to the right, from its first output. */
  function siteOfSelection(): Site | undefined {
    const [id] = view.selected
    const node = view.selected.size === 1 && id !== undefined ? pipeline.nodes.get(id) : undefined
    const output = node && nodeSpecs.get(node.type)?.outputs[0]
    const at = node && canvas.positions[node.id]
    if (!node || !output || !at) return undefined
    return { at: [at[0] + pitch[0], at[1]], port: { node: node.id, port: output.name, side: 'output' } }
  }

  function centred(): Position {
    const [x, y] = canvas.camera?.middle() ?? [0, 0]
    return [x - card.width / 2, y - card.height / 2]
  }

  /** Opens the list behind the selected node, or where nothing is selected in the middle. */
  function openQuickAdd(): void {
    const site = siteOfSelection()
    const at = site?.at ?? centred()
    canvas.opening = { ...(site ?? { at }), screen: canvas.camera?.toScreen(at) ?? [0, 0] }
  }

  return { add, addHere, openQuickAdd, siteOfSelection, centred }
}
