import { formatNumber } from '../../shared/results/format'
import type { ImageCells, TermCells, VectorCells } from './cells'

/** Components of a wide cell that are told; the others are dots. */
const mostTold = 6

/** Wide cells as a table shows them: the heaviest terms ("free 2, call 1"), the first numbers of a vector, the size of an image. */
export async function wordsOf(cells: TermCells | VectorCells | ImageCells): Promise<string[]> {
  switch (cells.form) {
    case 'terms': {
      const { starts, columns, values } = await cells.sparse()
      return Array.from({ length: cells.rows }, (_, i) => {
        const places = Array.from({ length: starts[i + 1] - starts[i] }, (_, k) => starts[i] + k)
        const heaviest = places.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b)
        return told(heaviest.length, k => `${cells.names[columns[heaviest[k]]]} ${numberOf(values[heaviest[k]])}`)
      })
    }
    case 'vector': {
      const values = await cells.values()
      return Array.from({ length: cells.rows }, (_, i) => told(cells.width, k => numberOf(values[i * cells.width + k])))
    }
    case 'image':
      return new Array<string>(cells.rows).fill(`${cells.height} × ${cells.width}`)
  }
}

const numberOf = (x: number): string => formatNumber(x, Number.isInteger(x) ? 'integer' : 'significant')

const told = (count: number, word: (k: number) => string): string =>
  Array.from({ length: Math.min(count, mostTold) }, (_, k) => word(k)).join(', ') + (count > mostTold ? ' …' : '')
