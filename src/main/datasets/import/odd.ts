type Segments = readonly Float64Array[]

/** Numbers that are often written where a value is missing: nines, and the ends of whole numbers of 16 and 32 bits. */
const isSentinel = (value: number): boolean =>
  /^-?9{2,}$/.test(String(value)) || value === -32_768 || value === -2_147_483_648 || value === 2_147_483_647

/**
 * The smallest or the largest value of a column, when it is of the kind that stands for missing and lies further from all others than half (above:
 * twice) their range. A column whose ends are no such numbers is not looked through.
 */
export function sentinelOf(segments: Segments, min: number, max: number): { value: number; cells: number } | null {
  for (const value of [min, max]) {
    if (!isSentinel(value)) continue
    let [cells, others, low, high] = [0, 0, Infinity, -Infinity]
    for (const segment of segments)
      for (let i = 0; i < segment.length; i++) {
        const cell = segment[i]
        if (cell === value) cells++
        else if (cell === cell) {
          others++
          if (cell < low) low = cell
          if (cell > high) high = cell
        }
      }
    const gap = value < low ? low - value : value - high
    const far = gap > (high - low) * (value < 0 ? 0.5 : 2) && gap > Math.abs(value) / 4
    if (others > 1 && far && (cells > 1 || value < -99 || value > 999)) return { value, cells }
  }
  return null
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Every number is a date written as 20200131, or a month as 202001. */
export function isDayNumber(segments: Segments, min: number, max: number): boolean {
  const days = min >= 1900_01_01 && max <= 2100_12_31
  const months = min >= 1900_01 && max <= 2100_12
  if (!days && !months) return false
  return segments.every(segment =>
    segment.every(cell => {
      const month = (days ? Math.floor(cell / 100) : cell) % 100
      const day = days ? cell % 100 : 1
      return Number.isNaN(cell) || (month >= 1 && month <= 12 && day >= 1 && day <= monthDays[month - 1])
    }),
  )
}
