import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { nodeSpecs } from '../../../compute'
import type { Pipeline, PipelineEdge, PipelineNode } from '../../../shared/pipeline/document'
import { type Position, refusal } from '../../../shared/pipeline/edit'
import { waitingOn } from '../../../shared/pipeline/ready'
import { targetsInto } from '../../../shared/pipeline/targets'
import { useDocument } from '../../stores/document'
import { useRun } from '../../stores/run'
import { edgeOf, type PortRef } from '../../node/connection'
import type { Box } from '../../layout/geometry'
import { positionsOf } from '../../layout/positions'
import { portKey, portsAcross, sourcesOf, wiredPorts } from '../../node/ports'
import { type Shown, type ShownEdge, shownOf } from '../../layout/scene'
import { type Habits, habitsOf } from '../adding/suggest'
import { type Wiring, wiresOf, wiringOf } from '../wires/wires'

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
  const run = useRun()

  const shown = computed<Shown>(() => shownOf(documents.document, nodeSpecs))
  const positions = computed(() => positionsOf(documents.document))
  const nodes = computed<ReadonlyMap<string, PipelineNode>>(() => new Map(documents.document.nodes.map(n => [n.id, n])))
  const edges = computed<ReadonlyMap<string, ShownEdge>>(() => new Map(shown.value.edges.map(e => [e.id, e])))
  const sources = computed(() => sourcesOf(documents.document, nodeSpecs))
  const targets = computed(() => targetsInto(documents.document, nodeSpecs))
  /** What a run would leave out behind a node that is not ready: that node, by id. */
  const waiting = computed(() => waitingOn(documents.document, nodeSpecs))
  /** Ports with an edge: `node.port`, one set for inputs, one for outputs. */
  const wired = computed(() => wiredPorts(documents.document, nodeSpecs))

  /** Wires are led anew where a card, a group or an end of a wire moved: the text stands between so that a parameter changes nothing. */
  const wiringText = computed(() => JSON.stringify(wiringOf(documents.document, nodeSpecs, shown.value)))
  const wires = computed(() => wiresOf(JSON.parse(wiringText.value) as Wiring))

  /** Queued nodes in the order they will run. The text stands between so that progress of others changes nothing. */
  const queueText = computed(() => {
    const queued: string[] = []
    for (const { id } of shown.value.nodes) if (run.of(id).status === 'queued') queued.push(id)
    return queued.join(' ')
  })
  const queue = computed<ReadonlyMap<string, number>>(
    () => new Map(queueText.value.split(' ').map((id, place) => [id, place])),
  )

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
  /** Where the canvas is in the window, while it is there. */
  const frame = shallowRef<Box | null>(null)
  const habits = shallowRef<Habits>(new Map())

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

  function learnFrom(examples: readonly Pipeline[]): void {
    habits.value = habitsOf(examples)
  }

  return {
    shown,
    positions,
    nodes,
    edges,
    sources,
    targets,
    waiting,
    wired,
    wires,
    queue,
    opening,
    menu,
    renaming,
    editing,
    hovered,
    landing,
    drawing,
    aimed,
    camera,
    frame,
    habits,
    fitting,
    refusalAt,
    learnFrom,
  }
})
