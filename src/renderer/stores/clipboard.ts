import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Piece } from '../../shared/pipeline/edit'

/** Nodes that were copied. */
export const useClipboard = defineStore('clipboard', () => {
  const piece = shallowRef<Piece | null>(null)

  function keep(copied: Piece): void {
    piece.value = copied
  }

  return { piece, keep }
})
