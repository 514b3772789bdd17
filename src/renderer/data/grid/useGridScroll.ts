import { computed, onBeforeUnmount, onMounted, ref, type Ref, shallowRef } from 'vue'
import {
  barOf,
  clamp,
  edgesOf,
  leftFor,
  rowHeight,
  scaleOf,
  topFor,
  topOf,
  visibleColumns,
  visibleRows,
} from './scrolling'

interface Sizes {
  rows: () => number
  widths: () => readonly number[]
  /** Height of the header and width of the row numbers, which stay. */
  head: number
  gutter: () => number
}

/** Where a grid stands: what of it is seen, and moves of it. The scroll bar is the browser's own, its position scaled. */
export function useGridScroll(scroller: Ref<HTMLElement | undefined>, { rows, widths, head, gutter }: Sizes) {
  const size = shallowRef({ width: 0, height: 0 })
  const top = ref(0)
  const left = ref(0)
  /** Where the bar was put by us: its scroll event is not the person's. */
  let put = -1

  const view = computed(() => ({
    width: Math.max(0, size.value.width - gutter()),
    height: Math.max(0, size.value.height - head),
  }))
  const scale = computed(() => scaleOf(rows(), view.value.height))
  const edges = computed(() => edgesOf(widths()))
  const seenRows = computed(() => visibleRows(top.value, view.value.height, rows()))
  const seenColumns = computed(() => visibleColumns(left.value, view.value.width, edges.value))

  function scrolled(): void {
    const { scrollTop, scrollLeft } = scroller.value!
    left.value = scrollLeft
    if (Math.abs(scrollTop - put) > 1) top.value = topOf(scrollTop, scale.value)
    put = -1
  }

  function moveTo(y: number): void {
    top.value = clamp(y, 0, scale.value.farthest)
    put = barOf(top.value, scale.value)
    scroller.value!.scrollTop = put
  }

  let waiting = 0
  function turn(): void {
    if (scroller.value) moveTo(top.value + waiting)
    waiting = 0
  }

  /** A notch of the wheel moves a long table by as many rows as a short one. */
  function wheeled(event: WheelEvent): void {
    if (scale.value.factor === 1 || event.deltaY === 0 || event.ctrlKey) return
    event.preventDefault()
    const lines = event.deltaMode === 1 ? rowHeight : event.deltaMode === 2 ? view.value.height : 1
    // Several notches may come in a frame; the rows are drawn once.
    if (waiting === 0) requestAnimationFrame(turn)
    waiting += event.deltaY * lines
  }

  /** Brings a place into view. */
  function show(row: number, column: number): void {
    if (row >= 0) moveTo(topFor(row, top.value, view.value.height, scale.value))
    scroller.value!.scrollLeft = leftFor(column, left.value, view.value.width, edges.value)
  }

  const observer = new ResizeObserver(() => {
    const { clientWidth, clientHeight } = scroller.value!
    size.value = { width: clientWidth, height: clientHeight }
    moveTo(top.value)
  })
  onMounted(() => {
    observer.observe(scroller.value!)
    scroller.value!.addEventListener('wheel', wheeled, { passive: false })
  })
  onBeforeUnmount(() => observer.disconnect())

  return { size, top, left, view, scale, edges, seenRows, seenColumns, scrolled, moveTo, show }
}
