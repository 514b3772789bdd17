import { computed } from 'vue'
import type { Position } from '../../../shared/pipeline/edit'
import { useDocument } from '../../stores/document'
import { useView } from '../../stores/view'
import type { Places } from '../../layout/align'
import { useCanvas } from '../board/canvasStore'
import { usePipeline } from '../../node/pipeline'
import { withMembers } from './removal'
import { indexIn } from '../../layout/scene'

/** What is selected, as nodes, notes, groups and wires. */
export function useSelection() {
  const canvas = useCanvas()
  const pipeline = usePipeline()
  const documents = useDocument()
  const view = useView()

  /** Nodes, those of collapsed groups included. */
  const picked = computed(() => withMembers(documents.document, view.selected))
  /** The one thing that is selected. */
  const one = computed(() => (view.selected.size === 1 ? [...view.selected][0] : undefined))
  const node = computed(() => pipeline.nodes.get(one.value ?? ''))
  const group = computed(() => indexIn(one.value ?? '', 'group'))
  const note = computed(() => indexIn(one.value ?? '', 'note'))
  const wire = computed(() => canvas.edges.get(one.value ?? '')?.edges[0])

  const placeOf = (id: string): Position => canvas.positions[id] ?? [0, 0]
  const places = (): Places => Object.fromEntries([...picked.value].map(id => [id, placeOf(id)]))

  return { picked, one, node, group, note, wire, places, placeOf }
}
