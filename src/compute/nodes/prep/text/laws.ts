import type { LawNotes } from '../../laws/subjects'

const words = ['free', 'call', 'now', 'later', 'home', 'text', 'win', 'love', 'week', 'phone']

export const laws: LawNotes = {
  params: { column: 'message' },
  /** Row i has the words that its number in twos picks. */
  columns: rows => ({
    message: Array.from({ length: rows }, (_, i) => words.filter((_, k) => (i * 37 + k * k) % 3 === 0).join(' ')),
  }),
  exceptions: {
    'refuses missing and infinite cells with a remedy, or declares support':
      'it reads texts only: numbers pass as they are, and a gap is a text without words',
  },
}
