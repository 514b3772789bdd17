import { effectScope, onBeforeUnmount, onMounted, shallowRef, type ShallowRef, watch } from 'vue'
import { useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { type NodeView } from './node/nodeView'
import { viewOf } from './node/viewOf'

/** What windows of one workbench say to each other: a second window asks for a node, the first tells it whenever it changes. */
type Said =
  | { type: 'ask'; node: string }
  | { type: 'tell'; node: string; kind: string | undefined; view: NodeView }
  | { type: 'stop' }

/** `#results/<node>@<channel>`: the channel keeps two workbenches in one browser apart. */
const route = /^#results\/([\w-]+)@([\w-]+)$/
const channel = crypto.randomUUID()
const channelName = (name: string): string => `lathe.results.${name}`

export function detachedRoute(hash: string): { node: string; channel: string } | undefined {
  const found = route.exec(hash)
  return found ? { node: found[1], channel: found[2] } : undefined
}

/** Opens a node's results in a window of their own. False where windows are refused. */
export function detach(node: string): boolean {
  tellOthers()
  const address = `${location.pathname}${location.search}#results/${node}@${channel}`
  return window.open(address, `lathe-results-${node}`, 'popup,width=1100,height=640') !== null
}

let telling = false

/** Tells second windows about the nodes they asked for, from the first one that is opened for as long as the page stands. */
function tellOthers(): void {
  if (telling) return
  telling = true
  const documents = useDocument()
  const run = useRun()
  const asked = new Set<string>()
  const line = new BroadcastChannel(channelName(channel))
  const tell = (node: string): void => {
    const known = documents.document.nodes.find(n => n.id === node)
    const kind = known?.type
    const now = viewOf(known ?? { id: node, type: node, params: {} }, documents.document, run)
    // Frames by the hundred would be copied ten times a second: while the node runs, its newest are enough.
    const view = now.status === 'running' ? { ...now, run: { ...now.run, frames: now.run.blocks } } : now
    line.postMessage({ type: 'tell', node, kind, view } satisfies Said)
  }
  line.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    if (data.type === 'stop') run.stop()
    if (data.type !== 'ask') return
    asked.add(data.node)
    tell(data.node)
  })
  // Outside of any component: the page that asked for the window may be left.
  effectScope(true).run(() => watch([run.nodes, () => documents.document], () => asked.forEach(tell)))
}

/** The other end: a node's results as the first window tells them. */
export function listenDetached(to: { node: string; channel: string }): {
  view: Readonly<ShallowRef<NodeView | undefined>>
  kind: Readonly<ShallowRef<string | undefined>>
  stop: () => void
} {
  const view = shallowRef<NodeView>()
  const kind = shallowRef<string>()
  const line = new BroadcastChannel(channelName(to.channel))
  line.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    if (data.type !== 'tell' || data.node !== to.node) return
    kind.value = data.kind
    view.value = data.view
  })
  const ask = (): void => line.postMessage({ type: 'ask', node: to.node } satisfies Said)
  onMounted(ask)
  onBeforeUnmount(() => line.close())
  return { view, kind, stop: () => line.postMessage({ type: 'stop' } satisfies Said) }
}
