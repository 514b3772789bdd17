/** The public door of the compute room: other rooms import this file, and `spec.ts`, `code.ts` and `learn.md` of nodes. */
export type { Code, CodeSetting } from './engine/code'
export { Engine, appVersion, type Outcome, reportOf, type RunOptions } from './engine/engine'
export type { RunEvent } from './engine/events'
export { type Pace, paces, type RunControls } from './engine/iterations'
export type { FrameInfo } from './frame/info'
export type { Filter } from './frame/filter'
export type { ColumnProfile, GroupProfile, NumberProfile } from './frame/profile'
export type { WidePage, WideProfile } from './frame/wide'
export type { Answers, Overview, Page, PageColumn, Question, QuestionOf } from './engine/question'
export {
  digitsOf,
  holds,
  wantedDigits,
  type Worked,
  type WorkedLine,
  type WorkedStep,
  type WhatIf,
} from './engine/worked'
export { predictionsOf } from './engine/predictions'
export { labelsOf } from './nodes/result/evaluate/labels'
export { hasExample, nodeSpecs, nodeTypes } from './nodes/registry'
export { memoryBudget } from './device/device'
export { describeAdapter, offeredAdapter } from './device/describe'
export { provide, type Provider } from './device/provider'
export { type Ask, askAt } from './host/calls'
export { remoteHost } from './host/remote'
export { type RemoteEngine, remoteEngine } from './host/remoteEngine'
