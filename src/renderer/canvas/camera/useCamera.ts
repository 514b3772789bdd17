import type { VueFlowStore } from '@vue-flow/core'
import { nextTick, onBeforeUnmount, onMounted, type Ref } from 'vue'
import type { Position } from '../../../shared/pipeline/edit'
import { useDocument } from '../../stores/document'
import { useCanvas } from '../board/canvasStore'
import { focusSoon } from '../board/focusSoon'
import { boxAt, type Box } from '../../layout/geometry'
import { fitOf, revealOf, roomIn, uncovered } from './viewport'

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

  /** What lies over the canvas. */
  const over = (): Box[] => {
    const own = root.value?.getBoundingClientRect()
    const found = [
      ...(root.value?.querySelectorAll('.cbar, .mini, .rail') ?? []),
      ...document.querySelectorAll('.toasts.low > *'),
    ]
    const rects = found.map(e => e.getBoundingClientRect())
    return own
      ? rects.filter(r => r.width > 0).map(({ x, y, width, height }) => ({ x: x - own.x, y: y - own.y, width, height }))
      : []
  }

  function everything(ids?: readonly string[]): Box[] {
    const { scene } = canvas
    const boxes = [
      ...scene.nodes.map(n => ({ id: n.id, box: boxAt(scene.positions[n.id] ?? [0, 0]) })),
      ...scene.groups,
      ...scene.notes,
      ...canvas.ahead,
    ]
    return boxes.filter(b => !ids || ids.includes(b.id)).map(b => b.box)
  }

  function fit(ids?: readonly string[], time = duration()): void {
    const boxes = everything(ids)
    const to = fitOf(boxes, size(), over())
    fitted = ids || boxes.length === 0 ? undefined : to
    void flow.setViewport(to, { duration: time })
  }

  function reveal(ids: readonly string[]): void {
    const boxes = ids.flatMap(id => (canvas.positions[id] ? [boxAt(canvas.positions[id])] : []))
    const now = flow.viewport.value
    const found = revealOf(boxes, size(), now)
    // Who sees all goes on seeing all, unless that becomes too small to read.
    if (found && isFitted()) {
      const all = fitOf(everything(), size(), over())
      if (all.zoom >= Math.min(0.6, now.zoom)) return fit()
    }
    const to = boxes[0] ? uncovered(boxes[0], size()[1], found ?? now, over()) : now
    if (to !== now) void flow.setViewport(to, { duration: duration() })
  }

  const isFitted = (): boolean => {
    const now = flow.viewport.value
    return fitted !== undefined && now.x === fitted.x && now.y === fitted.y && now.zoom === fitted.zoom
  }
  const observer = new ResizeObserver(() => {
    if (isFitted()) fit(undefined, 0)
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
      room: () => roomIn(size()),
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
