import type { Block } from '../../../../shared/results/blocks'
import { formatNumber } from '../../../../shared/results/format'
import type { Training } from '../../../engine/training'
import { weightPictures } from '../../../learning/pictures'

/** Share of the variance by component, and its running sum. */
export function scree(ratios: readonly (number | null)[]): Block {
  let held = 0
  const cumulative = ratios.map((ratio, c): [number, number | null] => [c + 1, ratio === null ? null : (held += ratio)])
  return {
    kind: 'chart',
    id: 'scree',
    title: 'Variance by component',
    chart: {
      type: 'line',
      x: { label: 'component', min: 1 },
      y: { label: 'share of variance', min: 0, max: 1 },
      series: [
        { name: 'this component', points: ratios.map((ratio, c) => [c + 1, ratio]), symbols: true },
        { name: 'up to here', points: cumulative, symbols: true, dashed: true },
      ],
    },
  }
}

/** Mean squared distance between a row and its reconstruction from the first r components, r = 0 … all. */
export function reconstruction(variances: readonly (number | null)[], most: number, total: number): Block {
  const points: [number, number | null][] = []
  let left = 0
  for (let r = variances.length; r >= 0; r--) {
    left += r < variances.length ? (variances[r] ?? Infinity) : 0
    // Variances are ÷ n − 1, a mean is ÷ n.
    const error = left * ((total - 1) / total)
    if (r <= most) points.unshift([r, Number.isFinite(error) ? error : null])
  }
  return {
    kind: 'chart',
    id: 'reconstruction',
    title: 'Reconstruction error by number of components',
    caption: 'Mean over the training rows of the squared distance to the row rebuilt from so many components.',
    chart: {
      type: 'line',
      x: { label: 'components', min: 0 },
      y: { label: 'mean squared error', min: 0 },
      series: [{ name: 'error', points, symbols: most <= 40 }],
    },
  }
}

/** The components of pictures as pictures: what each pixel has in them, with the share of the variance that each holds. */
export function componentPictures(
  data: Pick<Training, 'columns' | 'steps'>,
  components: Float64Array,
  ratios: readonly (number | null)[],
): Block[] {
  const names = ratios.map((ratio, c) => `${c + 1}${ratio === null ? '' : ` · ${formatNumber(ratio, 'percent')}`}`)
  return weightPictures(data, components, names, {
    id: 'pictures',
    title: 'Components as pictures',
    caption: 'Loading of each pixel, with the share of the variance along the component.',
  })
}

/** Loadings: what each feature has in each component, in [−1, 1]. */
export function loadingsMap(components: Float64Array, names: readonly string[], k: number): Block {
  return {
    kind: 'chart',
    id: 'loadings',
    title: 'Loadings',
    caption: 'The largest loading of each component is positive.',
    chart: {
      type: 'heatMap',
      x: { label: 'component', categories: Array.from({ length: k }, (_, c) => String(c + 1)) },
      y: { label: 'feature', categories: [...names] },
      values: names.map((_, j) => Array.from({ length: k }, (__, c) => components[c * names.length + j])),
      scale: 'signed',
      format: 'figure',
    },
  }
}
