import type { Page } from '../stores/view'

/** What the tour can see of the window. */
export interface Seen {
  /** The whole pipeline ran to its end since the step began. */
  ran: boolean
  /** The pipeline was changed since the step began. */
  edited: boolean
}

export interface TourStep {
  title: string
  text: string
  page: Page
  /** What the step is about, as selectors: the first that is seen. */
  at: readonly string[]
  /** A node to choose when the step begins. */
  select?: string
  /** Done by hand: the tour goes on by itself. */
  done?: (seen: Seen) => boolean
}

/** The template that the tour walks through; nodes below are called by its ids. */
export const tourTemplate = 'penguins'

/** The steps, in order: from the first look to a report. */
export const tourSteps: readonly TourStep[] = [
  {
    title: 'A pipeline is read from left to right',
    text: 'Each card is one step. This one loads 344 penguins; what it gives travels along the wire to the next.',
    page: 'canvas',
    at: ['[data-card="load"]'],
  },
  {
    title: 'Rows are kept back for the test',
    text: 'Split puts a quarter of the penguins aside. What stands behind it learns from the others only, so the test is honest.',
    page: 'canvas',
    at: ['[data-card="split"]'],
  },
  {
    title: 'Run it',
    text: 'Press Run, or F5. Every card says how far it is and what came of it.',
    page: 'canvas',
    at: ['[data-testid="run"]', '[data-testid="stop"]'],
    done: ({ ran }) => ran,
  },
  {
    title: 'See how good it is',
    text: 'Choose Evaluate. Its results come below: how many of the penguins kept back were named right, and which were not. Look around, then go on.',
    page: 'canvas',
    at: ['[data-card="evaluate"]'],
  },
  {
    title: 'Change something',
    text: 'Set C to 0.01: the model is held tighter. What follows is out of date now, and the next run does only that anew. Undo takes it back.',
    page: 'canvas',
    at: ['[data-parameter="c"]', '.insp'],
    select: 'train',
    done: ({ edited }) => edited,
  },
  {
    title: 'Hand it in',
    text: 'Report puts the results together, with all that is needed to repeat them, as HTML, PDF or Markdown.',
    page: 'canvas',
    at: ['[data-page="report"]'],
  },
]
