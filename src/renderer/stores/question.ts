import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface Question {
  title: string
  /** What it is about, in sentences. */
  text?: string
  /** Asks for a line of text. */
  field?: { label: string; value: string }
  /** The button that agrees. */
  yes: string
}

/** One question at a time to the person, in a dialog. */
export const useQuestion = defineStore('question', () => {
  const open = shallowRef<(Question & { answer: (text: string | null) => void }) | null>(null)

  /** The text that was typed, '' where none was asked for, or null when the person declines. An open question counts as declined. */
  function ask(question: Question): Promise<string | null> {
    open.value?.answer(null)
    return new Promise(resolve => {
      const answer = (text: string | null): void => {
        open.value = null
        resolve(text)
      }
      open.value = { ...question, answer }
    })
  }

  return { open, ask }
})
