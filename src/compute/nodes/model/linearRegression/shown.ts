import type { Beta } from './beta'
import type { Design } from './design'
import type { Params } from './penalties'
import type { Solved } from './solve'
import type { Judged } from './statistics'

/** All that the blocks of a fit draw on. */
export interface Shown {
  design: Design
  solved: Solved
  beta: Beta
  judged: Judged
  params: Params
  /** Name of the target. */
  target: string
  /** Rows of the frame that the training rows are; undefined for all of them. */
  index: Uint32Array | undefined
  /** Those of them that charts draw. */
  rows: Uint32Array
}
