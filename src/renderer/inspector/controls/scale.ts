import type { NumberParameter } from '../../../shared/params'

/** A slider over a number parameter: positions 0 … `steps` and the values they mean. */
export interface Scale {
  steps: number
  valueAt(position: number): number
  positionOf(value: number): number
}

/** Linear sliders over more than this many whole numbers are too coarse to aim with. */
const widest = 1000
/** A logarithmic slider reaches this many powers of ten to either side of the default; the field takes the rest. */
const decades = 6

/** The slider of a parameter with finite bounds; undefined where one would be of no use. */
export function scaleOf(p: NumberParameter): Scale | undefined {
  const low = p.min ?? p.above
  const high = p.max ?? p.below
  if (low === undefined || high === undefined || p.nullMeans !== undefined) return undefined
  if (p.logarithmic) return logarithmic(p, low, high)
  if (high - low > widest) return undefined
  return linear(p, low, high)
}

/** How far an arrow key moves a value: one whole number, or one in its second digit. */
export function stepOf(p: NumberParameter, value: number): number {
  if (p.integer) return 1
  const scale = scaleOf(p)
  if (scale && !p.logarithmic) return Math.abs(scale.valueAt(1) - scale.valueAt(0))
  return value === 0 ? 0.1 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)
}

/** A value moved by a step, inside the bounds and free of the noise of binary fractions. */
export function stepped(p: NumberParameter, value: number, by: number): number {
  const step = stepOf(p, value)
  const moved = Number((value + by * step).toPrecision(12))
  if (p.above !== undefined && moved <= p.above) return value
  if (p.below !== undefined && moved >= p.below) return value
  return Math.min(p.max ?? Infinity, Math.max(p.min ?? -Infinity, moved))
}

function linear(p: NumberParameter, low: number, high: number): Scale {
  const step = p.integer ? 1 : 10 ** Math.floor(Math.log10((high - low) / 50))
  const first = p.above === undefined ? low : low + step
  const last = p.below === undefined ? high : high - step
  const steps = Math.max(1, Math.round((last - first) / step))
  return {
    steps,
    valueAt: position => Number((first + position * step).toPrecision(12)),
    positionOf: value => within(Math.round((value - first) / step), steps),
  }
}

/** 1, 2, 5, 10, 20, 50 …: three positions a power of ten. */
function logarithmic(p: NumberParameter, low: number, high: number): Scale {
  const centre = p.default !== null && p.default > 0 ? p.default : Math.sqrt(Math.max(low, 1e-6) * high)
  const from = Math.max(Math.ceil(Math.log10(Math.max(low, centre / 10 ** decades)) - 1e-9), -300)
  const to = Math.floor(Math.log10(Math.min(high, centre * 10 ** decades)) + 1e-9)
  const steps = Math.max(1, (to - from) * 3)
  const digits = [1, 2, 5] as const
  return {
    steps,
    valueAt: position => Number(`${digits[position % 3]}e${from + Math.floor(position / 3)}`),
    positionOf: value => (value > 0 ? within(Math.round((Math.log10(value) - from) * 3), steps) : 0),
  }
}

const within = (position: number, steps: number): number => Math.min(steps, Math.max(0, position))
