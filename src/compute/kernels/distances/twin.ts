import { distanceBy, type Metric } from '../../../shared/neighbours'

/** The distance of two rows in double precision, by the definitions of `Metric`; 0 of rows without numbers. */
export const distanceTwin = (a: ArrayLike<number>, b: ArrayLike<number>, metric: Metric): number =>
  a.length === 0 ? 0 : distanceBy(metric)(a, b)
