import type { VueFlowStore } from '@vue-flow/core'
import { nextTick, onBeforeUnmount, onMounted, type Ref } from 'vue'
import type { Position } from '../../shared/pipeline/edit'
import { useDocument } from '../stores/document'
import { useCanvas } from './canvasStore'
import { focusSoon } from './focusSoon'
import { around, boxAt } from './geometry'

/** Gives the canvas store hold of what is seen, while the canvas is there. */
export function useCamera(flow: VueFlowStore, root: Ref<HTMLElement | undefined>): void {
  const canvas = useCanvas()
  const documents = useDocument()

  const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
  const duration = (): number => (still() ? 0 : 240)
  const size = (): Position => {
    const bounds = root.value?.getBoundingClientRect()
    // In a narrow window the inspector lies over the canvas.
    const covered = document.querySelector('.insp.over')?.getBoundingClientRect().width ?? 0
    return [Math.max(0, (bounds?.width ?? 0) - covered), bounds?.height ?? 0]
  }
  /** Where the last fit of everything led: while nobody went on from there, it is kept as the window grows and shrinks. */
  let fitted: { x: number; y: number; zoom: number } | undefined

  const [side, foot] = [16, 64]
  const roomIn = (width: number, height: number): Position => [width - 2 * side, height - side - foot]

  function fit(ids?: readonly string[], time = duration()): void {
    const { shown } = canvas
    const boxes = [
      ...shown.nodes.map(n => ({ id: n.id, box: boxAt(shown.positions[n.id] ?? [0, 0]) })),
      ...shown.groups,
      ...shown.notes,
    ]
    const box = around(boxes.filter(b => !ids || ids.includes(b.id)).map(b => b.box))
    if (!box) return void flow.setViewport({ x: 0, y: 0, zoom: 1 }, { duration: time })
    const [width, height] = size()
    const [across, down] = roomIn(width, height)
    const zoom = Math.max(0.1, Math.min(1, across / box.width, down / box.height))
    const x = (width - box.width * zoom) / 2 - box.x * zoom
    const y = (height - foot + side - box.height * zoom) / 2 - box.y * zoom
    const to = { x: Math.round(x), y: Math.round(y), zoom }
    fitted = ids ? undefined : to
    void flow.setViewport(to, { duration: time })
  }

  function reveal(ids: readonly string[]): void {
    const box = around(
      ids.flatMap(id => (canvas.positions[id] ? [boxAt(canvas.positions[id])] : [])),
      24,
    )
    if (!box) return
    const { x, y, zoom } = flow.viewport.value
    const [width, height] = size()
    const shift = (start: number, length: number, offset: number, seen: number): number => {
      const [low, high] = [start * zoom + offset, (start + length) * zoom + offset]
      if (low < 0) return -low
      return high > seen ? Math.max(seen - high, -low) : 0
    }
    const [dx, dy] = [shift(box.x, box.width, x, width), shift(box.y, box.height, y, height)]
    if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: duration() })
  }

  const observer = new ResizeObserver(() => {
    const now = flow.viewport.value
    if (fitted && now.x === fitted.x && now.y === fitted.y && now.zoom === fitted.zoom) fit(undefined, 0)
  })

  onMounted(() => {
    if (root.value) observer.observe(root.value)
    canvas.camera = {
      fit: ids => fit(ids),
      zoomBy: factor => void flow.zoomTo(flow.viewport.value.zoom * factor, { duration: duration() }),
      reveal: ids => void nextTick(() => reveal(ids)),
      toCanvas: ([x, y]) => {
        const at = flow.screenToFlowCoordinate({ x, y })
        return [at.x, at.y]
      },
      toScreen: ([x, y]) => {
        const { x: dx, y: dy, zoom } = flow.viewport.value
        return [x * zoom + dx, y * zoom + dy]
      },
      room: () => roomIn(...size()),
      middle: () => {
        const { x, y, zoom } = flow.viewport.value
        const [width, height] = size()
        return [(width / 2 - x) / zoom, (height / 2 - y) / zoom]
      },
      focus: id => focusSoon(() => root.value?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`)),
    }
    void afterFrame(() => fit(undefined, 0))
  })
  onBeforeUnmount(() => {
    observer.disconnect()
    canvas.camera = null
  })
  documents.$onAction(({ name, after }) => {
    if (name === 'open') after(() => void afterFrame(() => fit(undefined, 0)))
  })
}

/** Once new cards are there and measured. */
async function afterFrame(then: () => void): Promise<void> {
  await nextTick()
  requestAnimationFrame(then)
}
