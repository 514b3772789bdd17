import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Piece, Position } from '../../shared/pipeline/edit'

/** Nodes that were copied, and how often they were pasted since: every copy lies a step further down. */
export const useClipboard = defineStore('clipboard', () => {
  const piece = shallowRef<Piece | null>(null)
  const pasted = shallowRef(0)

  function keep(copied: Piece): void {
    piece.value = copied
    pasted.value = 0
  }

  /** How far the next copy lies from the original. */
  function step(): Position {
    pasted.value++
    return [32 * pasted.value, 32 * pasted.value]
  }

  return { piece, keep, step }
})
