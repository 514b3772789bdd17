import type { Block } from '../../../../shared/results/blocks'
import type { Context } from '../../../engine/node'
import type { Training } from '../../../engine/training'
import { originsOf } from '../../../engine/units'
import { pictureShape } from '../../../frame/picture'
import { classesIn } from '../../../learning/classes'
import { densityBlocks } from '../../../learning/densities'
import { aboutMean, finite } from '../../../learning/numbers'
import { picturesBlock } from '../../../learning/pictures'
import type { Learned, Variant } from './learned'

const [mostFeatures, mostClasses] = [20, 8]

/** The features that tell the classes apart, and of a Gaussian model the bell curves over the first of them. */
export async function blocksOf(
  context: Context,
  data: Training,
  learned: Learned,
  prior: Float64Array,
  variant: Variant,
): Promise<Block[]> {
  const classes = classesIn(data).classes.map(String)
  const few = classes.length > mostClasses ? ` The first ${mostClasses} of ${classes.length} classes.` : ''
  const { theta, variance, featureLogProb } = learned
  if (theta && variance) {
    const told = separation(prior, theta, variance)
    const [telling, best] = tellingBlock(data.names, told, [{ name: 'separation', values: told }], {
      label: 'variance between the classes ÷ within',
      caption: 'How far the means of the classes lie apart, beside the width of their bell curves.',
    })
    return [
      ...(await meanPictures(context, data, theta, classes)),
      ...(await densityBlocks(context, data, { mean: theta, variance }, prior, best)),
      telling,
    ]
  }
  const K = classes.length
  const names = [...data.names].flatMap((name, j) => placeNames(data, name, learned.sizes?.[j]))
  const logs = aboutMean(featureLogProb ?? new Float64Array(0), names.length)
  const of = classes.map((_, k) => logs.subarray(k * names.length, (k + 1) * names.length))
  const told = Float64Array.from(names, (_, j) => of.reduce((most, own) => Math.max(most, Math.abs(own[j])), 0))
  const share =
    variant === 'multinomial' || variant === 'complement' ? 'all that stands in a class' : 'the rows of a class'
  const caption = `Their share of ${share} differs the most between the classes.${few}`
  if (K === 2) {
    const [telling] = tellingBlock(names, told, sides(of[0], of[1], classes), {
      label: `ln of (share in ${classes[1]} ÷ share in ${classes[0]})`,
      caption: `${caption} At 2.3 it is ten times as large in ${classes[1]}, at −2.3 in ${classes[0]}.`,
      stacked: true,
    })
    return [telling]
  }
  const series = of.slice(0, mostClasses).map((values, k) => ({ name: classes[k], class: k, values }))
  const label = 'ln of (share ÷ geometric mean over the classes)'
  const [telling] = tellingBlock(names, told, series, { label, caption })
  return [telling]
}

/** The means of the classes, in the units of the data, where the rows are pictures. */
async function meanPictures(
  { types }: Context,
  { columns, steps, names }: Training,
  theta: Float64Array,
  classes: readonly string[],
): Promise<Block[]> {
  const shape = pictureShape(columns, steps)
  if (!shape) return []
  const origins = await originsOf(types, steps, names)
  const own = origins.every(origin => origin.own)
  const read = (x: number, at: number): number => {
    const { shift, factor } = origins[at % names.length]
    return own ? shift + factor * x : x
  }
  const means = theta.map(read)
  const pixels = classes.map((caption, k) => ({
    of: means.subarray(k * names.length, (k + 1) * names.length),
    caption,
  }))
  const caption = 'Mean of the training rows of each class, pixel by pixel.'
  return picturesBlock(shape, pixels, 'amount', { id: 'pictures', title: 'Classes as pictures', caption })
}

/** Of two classes the difference of their logarithms, each bar in the colour of the class that it speaks for. */
function sides(first: Float64Array, second: Float64Array, classes: readonly string[]): Series[] {
  const ratio = second.map((log, j) => log - first[j])
  return [
    { name: classes[0], class: 0, values: ratio.map(r => (r < 0 ? r : NaN)) },
    { name: classes[1], class: 1, values: ratio.map(r => (r < 0 ? NaN : r)) },
  ]
}

/** Bars of a class over all features; NaN where there is none. */
interface Series {
  name: string
  class?: number
  values: Float64Array
}

/** What the places of a feature are called: itself, or its categories. */
const placeNames = ({ categories }: Training, name: string, size: number | undefined): string[] =>
  size === undefined ? [name] : Array.from({ length: size }, (_, c) => `${name}=${categories.get(name)?.[c] ?? c}`)

/** Bars of the features that tell the most, and the place of the first. */
function tellingBlock(
  names: readonly string[],
  told: Float64Array,
  series: readonly Series[],
  { label, caption, stacked }: { label: string; caption: string; stacked?: boolean },
): [Block, number] {
  const top = [...told.keys()].sort((a, b) => told[b] - told[a]).slice(0, mostFeatures)
  const chart = {
    type: 'bar' as const,
    category: { label: 'feature' },
    value: { label },
    categories: top.map(j => names[j]),
    series: series.map(one => ({ ...one, values: top.map(j => finite(one.values[j])) })),
    horizontal: true,
    ...(stacked && { stacked }),
  }
  return [{ kind: 'chart', id: 'telling', title: 'Most telling features', caption, chart }, top[0]]
}

/** Of each feature the variance of the class means over the mean variance within. */
function separation(prior: Float64Array, theta: Float64Array, variance: Float64Array): Float64Array {
  const p = theta.length / prior.length
  return Float64Array.from({ length: p }, (_, j) => {
    const middle = prior.reduce((sum, s, k) => sum + s * theta[k * p + j], 0)
    const between = prior.reduce((sum, s, k) => sum + s * (theta[k * p + j] - middle) ** 2, 0)
    return between / prior.reduce((sum, s, k) => sum + s * variance[k * p + j], 0)
  })
}
