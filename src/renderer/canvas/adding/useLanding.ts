import { nodeSpecs } from '../../../compute'
import type { NodeSpec } from '../../../shared/node'
import { useDocument } from '../../stores/document'
import { useCanvas } from '../board/canvasStore'
import { useWires } from '../wires/wireStore'
import { card } from '../../layout/geometry'
import { dragType } from '../../node/groupTitles'
import { nodeUnder, wireUnder } from './landing'
import { gapOf, type Site } from './placing'
import { fits } from './suggest'
import { useAdding } from './useAdding'

/** Entries of the palette dragged over the canvas: onto a wire they are inserted, onto a node they replace it. */
export function useLanding() {
  const canvas = useCanvas()
  const wires = useWires()
  const documents = useDocument()
  const { add } = useAdding()

  function siteAt(event: DragEvent, spec: NodeSpec): Site {
    const point = canvas.camera?.toCanvas([event.clientX, event.clientY]) ?? ([0, 0] as const)
    const at = [point[0] - card.width / 2, point[1] - card.height / 2] as const
    const document = documents.document
    const replaces = nodeUnder(canvas.scene, point)
    if (replaces !== undefined && fits(spec, gapOf(document, nodeSpecs, { at, replaces }))) return { at, replaces }
    const wire = canvas.edges.get(wireUnder(document, canvas.scene, wires.ways, point, spec, 24) ?? '')
    return wire ? { at, edge: wire.edges[0] } : { at }
  }

  function over(event: DragEvent): void {
    const spec = draggedSpec(event)
    if (!spec) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    const { replaces, edge } = siteAt(event, spec)
    const wire = edge && [...canvas.edges.values()].find(e => e.edges.includes(edge))?.id
    const landing = canvas.landing
    if (landing?.node === replaces && landing?.edge === wire) return
    canvas.landing =
      replaces === undefined && wire === undefined
        ? null
        : { ...(replaces !== undefined && { node: replaces }), ...(wire !== undefined && { edge: wire }) }
  }

  function leave(): void {
    canvas.landing = null
  }

  function drop(event: DragEvent): void {
    const spec = nodeSpecs.get(event.dataTransfer?.getData(dragType) ?? '')
    canvas.landing = null
    if (!spec) return
    event.preventDefault()
    add(spec, siteAt(event, spec))
  }

  return { over, leave, drop }
}

/** While something is dragged its data are hidden and only their types are told, in lower case: the node's type is one of them. */
function draggedSpec(event: DragEvent): NodeSpec | undefined {
  const prefix = `${dragType}.`
  const name = event.dataTransfer?.types.find(t => t.startsWith(prefix))?.slice(prefix.length)
  return name === undefined ? undefined : [...nodeSpecs.values()].find(s => s.type.toLowerCase() === name)
}
