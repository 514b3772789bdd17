import { digitsOf, holds, type Worked, type WorkedLine, type WorkedStep } from '../../compute'
import { formatCell, formatCount, formatNumber, formatTick } from '../../shared/results/format'
import type { NumberFormat } from '../../shared/results/blocks'

/** "row 199 · test": rows are counted from 1, as the Data page does. */
export function rowName({ row, part }: { row: number; part: string | null }): string {
  return `row ${formatNumber(row + 1, 'integer')}${part === null ? '' : ` · ${part}`}`
}

/** `short`: as a person wrote it, without zeros at its end. */
type CellFormat = NumberFormat | 'short' | undefined

/** How the numbers of each column of a step are written: the cells, then the value. Whole numbers stay whole, small ones keep digits. */
export function formatsOf({ head, lines }: WorkedStep): CellFormat[] {
  return head.slice(1).map((_, j) => {
    const cells = lines.map(l => (j < head.length - 2 ? l.cells[j] : l.value))
    const given = j === head.length - 2 ? lines.find(l => l.format)?.format : undefined
    if (head[j + 1].startsWith('value')) return 'short'
    const numbers = cells.filter((c): c is number => typeof c === 'number' && Number.isFinite(c))
    if (given) return given
    if (numbers.every(Number.isInteger)) return numbers.some(x => Math.abs(x) >= 10_000) ? 'integer' : undefined
    const largest = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    return largest >= 0.1 && largest < 1e6 ? 'figure' : 'significant'
  })
}

const shortly = (x: number): string => formatTick(Number.isInteger(x) ? x : Number(x.toPrecision(5)))

/** A cell in the format of its column: a figure too small for three decimals reads 0.000, since it stands beside larger ones. */
export function cellText(cell: WorkedLine['cells'][number], format: CellFormat): string {
  if (cell === null || (typeof cell === 'object' && 'tex' in cell)) return ''
  if (format === 'short') return typeof cell === 'number' ? shortly(cell) : cell
  if (typeof cell === 'number' && format === 'figure' && Math.abs(cell) < 0.0005) return '0.000'
  return formatCell(cell, format)
}

/** What the lines together say, and whether all of them hold. */
export function verdict({ steps }: Worked): { ok: boolean; text: string } {
  const lines = steps.flatMap(s => s.lines)
  const wrong = lines.filter(l => !holds(l)).length
  if (wrong > 0)
    return {
      ok: false,
      text: `${formatCount(wrong, 'line')} of ${lines.length} ${wrong === 1 ? 'differs' : 'differ'} from what the run gave.`,
    }
  const digits = lines.reduce((least, l) => Math.min(least, digitsOf(l)), 15)
  const how = digits >= 15 ? 'in every digit' : `to ${digits} digits`
  return {
    ok: true,
    text:
      lines.length === 1
        ? `The line agrees with the run ${how}.`
        : `All ${lines.length} lines agree with the run ${how}.`,
  }
}

/** "agrees to 7 digits", for the mark at the end of a line. */
export const lineVerdict = (line: WorkedLine): string =>
  typeof line.value === 'string'
    ? holds(line)
      ? 'agrees'
      : 'differs'
    : holds(line)
      ? digitsOf(line) >= 15
        ? 'agrees in every digit'
        : `agrees to ${digitsOf(line)} digits`
      : `differs: worked out anew it is ${typeof line.again === 'number' ? formatNumber(line.again) : line.again}`

/** Text and formulas of a heading, parted at its dollars. */
export function headParts(head: string): { text: string; tex: boolean }[] {
  return head
    .split('$')
    .map((text, i) => ({ text, tex: i % 2 === 1 }))
    .filter(p => p.text !== '')
}

/** A curve's height at x, straight between its points. */
export function heightAt(xs: readonly number[], ys: readonly number[], x: number): number {
  const i = xs.findIndex(v => v >= x)
  if (i < 0) return ys.at(-1)!
  if (i === 0) return ys[0]
  const t = (x - xs[i - 1]) / (xs[i] - xs[i - 1])
  return ys[i - 1] + t * (ys[i] - ys[i - 1])
}
