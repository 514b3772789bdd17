import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { nodeSpecs } from '../../../compute'
import type { PipelineEdge } from '../../../shared/pipeline/document'
import { type Position, refusal } from '../../../shared/pipeline/edit'
import { useDocument } from '../../stores/document'
import { edgeOf, type PortRef } from '../../node/connection'
import type { Box } from '../../layout/geometry'
import { positionsOf } from '../../layout/positions'
import { portKey, portsAcross } from '../../node/ports'
import { usePipeline } from '../../node/pipeline'
import type { SceneEdge } from '../../layout/scene'

/** Where a new node goes: behind or before a port, into an edge, in the place of a node, or alone. */
export interface Opening {
  /** Where the list opens, in pixels of the window. */
  screen: Position
  /** Where the node will stand. */
  at: Position
  port?: PortRef
  edge?: PipelineEdge
  replaces?: string
}

/** What the canvas lets others do with its view. */
export interface Camera {
  fit: (ids?: readonly string[]) => void
  zoomBy: (factor: number) => void
  /** Brings nodes into view where they are not. */
  reveal: (ids: readonly string[]) => void
  toCanvas: (screen: Position) => Position
  toScreen: (at: Position) => Position
  /** Width and height of what is seen at 100 %, beside the bars that lie over it. */
  room: () => Position
  /** The middle of what is seen. */
  middle: () => Position
  focus: (id: string) => void
}

export type Menu = { screen: Position; node: string } | { screen: Position; node: null }

/** What goes on on the canvas and is no part of the document. */
export const useCanvas = defineStore('canvas', () => {
  const documents = useDocument()
  const pipeline = usePipeline()

  const scene = computed(() => pipeline.scene)
  const positions = computed(() => positionsOf(documents.document))
  const edges = computed<ReadonlyMap<string, SceneEdge>>(() => new Map(scene.value.edges.map(e => [e.id, e])))

  const opening = shallowRef<Opening | null>(null)
  const menu = shallowRef<Menu | null>(null)
  const renaming = shallowRef<string | null>(null)
  const editing = shallowRef<string | null>(null)
  const hovered = shallowRef<string | null>(null)
  /** What something dragged would land on. */
  const landing = shallowRef<{ node?: string; edge?: string } | null>(null)
  /** The port that a wire is being drawn from, with the mouse or the keyboard. */
  const drawing = shallowRef<PortRef | null>(null)
  /** Keyboard: the node that Enter would connect to. */
  const aimed = shallowRef<PortRef | null>(null)
  const camera = shallowRef<Camera | null>(null)
  /** A table that was opened into an empty document: its steps begin. */
  const arrived = shallowRef<string | null>(null)
  /** Cards that are not there yet: a fit shows them too. */
  const ahead = shallowRef<readonly { id: string; box: Box }[]>([])
  /** Where the canvas is in the window, while it is there. */
  const frame = shallowRef<Box | null>(null)

  /** Ports that the wire being drawn fits, as `node.port`. */
  const fitting = computed<ReadonlySet<string>>(() => {
    const from = drawing.value
    if (!from) return new Set()
    return new Set(portsAcross(documents.document, nodeSpecs, from).map(portKey))
  })

  /** Why the wire being drawn may not end at a port. */
  function refusalAt(port: PortRef): string | undefined {
    const from = drawing.value
    const edge = from && edgeOf(documents.document, nodeSpecs, from, port)
    return edge ? refusal(documents.document, nodeSpecs, edge) : undefined
  }

  return {
    scene,
    positions,
    edges,
    opening,
    menu,
    renaming,
    editing,
    hovered,
    landing,
    drawing,
    aimed,
    camera,
    arrived,
    ahead,
    frame,
    fitting,
    refusalAt,
  }
})
