import { onBeforeUnmount, onMounted, type Ref, ref, watch } from 'vue'

/** Whether what a box holds is higher than the box: only then is it a stop for the keyboard, which scrolls it. */
export function useScrolls(box: Ref<HTMLElement | undefined>): Ref<boolean> {
  const scrolls = ref(false)
  const measure = (): void => {
    // A template ref is null again once its element has left the page.
    const element = box.value ?? undefined
    scrolls.value = element !== undefined && element.scrollHeight > element.clientHeight
  }
  const observer = new ResizeObserver(measure)
  const observe = (): void => {
    observer.disconnect()
    for (const element of box.value ? [box.value, ...box.value.children] : []) observer.observe(element)
    measure()
  }
  onMounted(observe)
  watch(box, observe, { flush: 'post' })
  onBeforeUnmount(() => observer.disconnect())
  return scrolls
}
