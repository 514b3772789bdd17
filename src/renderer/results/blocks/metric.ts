import type { MetricsBlock } from '../../../shared/results/blocks'

/** A figure of the strip. `hint`: said when the pointer rests on it. */
export type Metric = MetricsBlock['items'][number] & { hint?: string }
