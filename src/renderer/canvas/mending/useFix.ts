import { nextTick } from 'vue'
import { nodeSpecs } from '../../../compute'
import type { NodeSpec } from '../../../shared/node'
import type { Pipeline, PipelineEdge, PipelineNode } from '../../../shared/pipeline/document'
import {
  addNode,
  freeId,
  type Position,
  replaceNode,
  resetParameter,
  setParameter,
} from '../../../shared/pipeline/edit'
import { targetParameter } from '../../../shared/pipeline/targets'
import { endOf, Graph } from '../../../shared/pipeline/graph'
import { nearestOf } from '../../node/sources'
import { useDocument } from '../../stores/document'
import { useView } from '../../stores/view'
import type { Obstacle } from '../../node/cardState'
import { useCanvas } from '../board/canvasStore'
import { card, movedFrom, pitch } from '../../layout/geometry'
import { inserted } from '../adding/inserting'
import { type Repair, repairWords } from './remedy'
import { lineOf } from '../adding/suggest'

/** What the buttons on a card and on a failed node do. */
export function useFix() {
  const canvas = useCanvas()
  const documents = useDocument()
  const view = useView()

  /** Leads to the place where what keeps a node from running is mended. */
  function mend(id: string, obstacle: Obstacle): void {
    view.select(id)
    const { fix } = obstacle
    if (fix.kind === 'input') {
      const [x, y] = canvas.positions[id] ?? [0, 0]
      const at: Position = [x - pitch[0], y]
      canvas.opening = {
        screen: canvas.camera?.toScreen([x, y + card.height]) ?? [0, 0],
        at,
        port: { node: id, port: fix.port, side: 'input' },
      }
      return
    }
    if (fix.kind === 'target') return chooseTarget(id)
    if (fix.kind === 'stray')
      return documents.edit(`remove ${fix.name}`, document => resetParameter(document, id, fix.name))
    view.inspect('parameters')
    if (fix.kind === 'parameter') void focusParameter(fix.name)
  }

  /** Leads to the parameter that names the target. Where no node on the line has one, such a node is put behind the source. */
  function chooseTarget(id: string): void {
    const spec = [...nodeSpecs.values()].find(s => targetParameter(s) !== undefined)!
    const there = nearestOf(documents.document, nodeSpecs, id, spec.type)
    const edge = firstEdgeTo(documents.document, id)
    if (there === undefined && edge) insert(spec, edge, id)
    else if (there !== undefined) {
      view.select(there)
      canvas.camera?.reveal([there])
    }
    view.inspect('parameters')
    void focusParameter(targetParameter(spec)!)
  }

  /** Does what the remedy of a failed node says, and leads to what was changed or is to be. */
  function apply(repair: Repair, failed: string): void {
    if (repair.kind === 'page') {
      view.page = repair.page
      view.select(failed)
      void nextTick(() => canvas.camera?.reveal([failed]))
      return
    }
    if (repair.kind === 'replace') {
      documents.edit(repairWords(repair).toLowerCase(), document =>
        replaceNode(document, repair.node, repair.spec, nodeSpecs),
      )
      view.select(repair.node)
      return
    }
    const { spec, parameter } = repair
    if (repair.kind === 'insert') insert(spec, repair.edge, failed, repair.params)
    else {
      if (repair.kind === 'set')
        documents.edit(repairWords(repair).toLowerCase(), document =>
          setParameter(document, repair.node, repair.parameter, repair.value),
        )
      view.select(repair.node)
      canvas.camera?.reveal([repair.node, failed])
      view.inspect('parameters')
    }
    if (parameter === undefined) return
    view.inspect('parameters')
    void focusParameter(parameter)
  }

  /** Puts a node on a wire. It comes into view, with the node that it is there for. */
  function insert(spec: NodeSpec, edge: PipelineEdge, mended: string, params: PipelineNode['params'] = {}): void {
    const id = freeId(documents.document, spec.type)
    const node = { id, type: spec.type, params }
    const before = canvas.positions
    documents.edit(`insert ${spec.title}`, document => {
      const made = inserted(document, nodeSpecs, edge, node)
      return made === document ? addNode(document, node, canvas.positions[endOf(edge.to).node] ?? [0, 0]) : made
    })
    view.select(id)
    canvas.camera?.reveal([id, mended, ...movedFrom(before, canvas.positions)])
  }

  return { mend, apply }
}

/** The first wire of the line that leads to a node, along first inputs. */
function firstEdgeTo(document: Pipeline, id: string): PipelineEdge | undefined {
  const [source, next] = lineOf(document, id)
  return Graph.of(document)
    .into(next)
    .find(e => e.from.node === source)?.written
}

/** The control of a parameter, once the form is there. */
async function focusParameter(name: string): Promise<void> {
  await nextTick()
  const field = document.querySelector<HTMLElement>(`[data-parameter="${CSS.escape(name)}"]`)
  field?.closest('details')?.setAttribute('open', '')
  const control = field?.matches('input, select, textarea, button')
    ? field
    : field?.querySelector<HTMLElement>('input, select, textarea, button')
  control?.focus()
}
