/** The public door of the compute room: other rooms import this file, and `spec.ts` and `learn.md` of nodes. */
export { Engine, appVersion, type Outcome, reportOf, type RunOptions } from './engine/engine'
export type { RunEvent } from './engine/events'
export { pooled } from './engine/folds'
export { columnCells } from './frame/export'
export { nodeSpecs } from './nodes/registry'
export { describeAdapter } from './device/describe'
export { provide, type Provider } from './device/provider'
