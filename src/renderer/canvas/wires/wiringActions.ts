import { nodeSpecs } from '../../../compute'
import { connect } from '../../../shared/pipeline/edit'
import { useCanvas } from '../board/canvasStore'
import { usePipeline } from '../../node/pipeline'
import { portsAcross } from '../../node/ports'
import { edgeOf, type PortRef } from '../../node/connection'
import { useDocument } from '../../stores/document'
import { useView } from '../../stores/view'
import type { Action } from '../../actions/action'

/** Wires drawn by keyboard: C starts at the selected node, arrows or Tab choose the other end, Enter connects, Escape leaves. */
export function useWiringActions(here: () => boolean): readonly Action[] {
  const canvas = useCanvas()
  const pipeline = usePipeline()
  const documents = useDocument()
  const view = useView()
  const aiming = (): boolean => here() && canvas.aimed !== null
  const selected = (): string | undefined => (view.selected.size === 1 ? [...view.selected][0] : undefined)

  function outputs(): PortRef[] {
    const node = pipeline.nodes.get(selected() ?? '')
    const spec = node && nodeSpecs.get(node.type)
    return (spec?.outputs ?? []).map((p): PortRef => ({ node: node!.id, port: p.name, side: 'output' }))
  }

  /** From the first output that fits anything; pressed again, from the next. */
  function start(): void {
    const from = outputs()
    const now = from.findIndex(p => p.port === canvas.drawing?.port)
    const turned = [...from.slice(now + 1), ...from.slice(0, now + 1)]
    const next = turned.find(p => portsAcross(documents.document, nodeSpecs, p).length > 0)
    canvas.drawing = next ?? null
    canvas.aimed = next ? nearest(next) : null
    if (!next) view.say({ tone: 'plain', text: 'Nothing here takes what this node gives.' })
  }

  /** The end that most likely is meant: right of the node, and close. */
  function nearest(from: PortRef): PortRef | null {
    const [x, y] = canvas.positions[from.node] ?? [0, 0]
    const far = (p: PortRef): number => {
      const [px, py] = canvas.positions[p.node] ?? [0, 0]
      return Math.hypot(px - x, py - y) + (px <= x ? 1000 : 0)
    }
    return portsAcross(documents.document, nodeSpecs, from).sort((a, b) => far(a) - far(b))[0] ?? null
  }

  function turn(by: number): void {
    const [from, aimed] = [canvas.drawing, canvas.aimed]
    if (!from || !aimed) return
    const ports = portsAcross(documents.document, nodeSpecs, from)
    const at = ports.findIndex(p => p.node === aimed.node && p.port === aimed.port)
    canvas.aimed = ports[(at + by + ports.length) % ports.length] ?? null
    if (canvas.aimed) canvas.camera?.reveal([canvas.aimed.node])
  }

  function finish(): void {
    const [from, aimed] = [canvas.drawing, canvas.aimed]
    const edge = from && aimed && edgeOf(documents.document, nodeSpecs, from, aimed)
    leave()
    if (edge) documents.edit('connect', document => connect(document, nodeSpecs, edge))
  }

  function leave(): void {
    canvas.drawing = null
    canvas.aimed = null
  }

  const step = (id: string, title: string, keys: string[], perform: () => void): Action => ({
    id,
    title,
    group: 'Node',
    keys,
    enabled: aiming,
    perform,
  })
  return [
    {
      id: 'node.connect',
      title: 'Connect to…',
      group: 'Node',
      icon: 'spline',
      keys: ['C'],
      enabled: () => here() && outputs().length > 0,
      perform: start,
    },
    step('node.aimNext', 'Next end of the wire', ['ArrowRight', 'ArrowDown', 'Tab'], () => turn(1)),
    step('node.aimPrevious', 'Previous end of the wire', ['ArrowLeft', 'ArrowUp', 'Shift+Tab'], () => turn(-1)),
    step('node.aimKeep', 'Connect here', ['Enter'], finish),
    step('node.aimLeave', 'Leave the wire', ['Escape'], leave),
    {
      id: 'canvas.close',
      title: 'Select nothing',
      group: 'Edit',
      keys: ['Escape'],
      enabled: () => here() && canvas.aimed === null && (canvas.menu !== null || view.selected.size > 0),
      perform: () => {
        if (canvas.menu) canvas.menu = null
        else view.select()
      },
    },
  ]
}
