import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { ask } from '../../engine/client'
import { type Habits, habitsOf } from './suggest'

/** What people put behind what, read from the templates once; without them the list has no suggestions and is still whole. */
export const useHabits = defineStore('habits', () => {
  const habits = shallowRef<Habits>(new Map())

  async function learn(): Promise<void> {
    if (habits.value.size > 0) return
    try {
      const templates = await ask('templates.list', {})
      habits.value = habitsOf(await Promise.all(templates.map(t => ask('templates.read', { name: t.name }))))
    } catch {
      habits.value = new Map()
    }
  }

  return { habits, learn }
})
