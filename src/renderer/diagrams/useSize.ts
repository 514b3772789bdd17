import { onBeforeUnmount, onMounted, type Ref, type ShallowRef, shallowRef } from 'vue'

/** The size of an element in whole pixels; 0 × 0 until it is on the page. */
export function useSize(
  element: Ref<HTMLElement | null | undefined>,
): Readonly<ShallowRef<{ width: number; height: number }>> {
  const size = shallowRef({ width: 0, height: 0 })
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect
    size.value = { width: Math.floor(width), height: Math.floor(height) }
  })
  onMounted(() => element.value && observer.observe(element.value))
  onBeforeUnmount(() => observer.disconnect())
  return size
}
