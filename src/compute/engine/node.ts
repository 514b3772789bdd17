import type { Host, ReportRequest } from '../../shared/contracts/host'
import { LatheError } from '../../shared/errors'
import type { NodeSpec } from '../../shared/node'
import type { AnyValues, Parameters, Values } from '../../shared/params'
import type { Block } from '../../shared/results/blocks'
import type { Fix } from '../../shared/remedy'
import type { Headline } from '../../shared/results/headline'
import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import type { Frame } from '../frame/frame'
import type { Random } from '../random/random'
import type { Images } from '../frame/images'
import type { State } from '../frame/state'
import type { Iterations } from './iterations'
import type { Model } from './model'
import type { Prediction } from './prediction'
import type { Rows } from './design'
import type { Training } from './training'
import type { Example } from './worked'

/** What a node may use while it runs. Everything taken from `scope` is given back when it ends, fails or is cancelled. */
export interface Context {
  /** Id of the node in the pipeline. */
  node: string
  /** The node's own seed, or the pipeline's. */
  seed: number
  device: Device
  images: Images
  scope: Scope
  host: Host
  /** Every node type there is, by type: steps and saved models are applied by theirs. */
  types: NodeTypes
  signal: AbortSignal
  /** Random numbers of this node: the same seed, type and stream give the same numbers on every adapter. */
  random: (stream?: number) => Random
  /** 0 … 1; call as often as you like. */
  progress: (fraction: number) => void
  /** Of a fit that goes step by step: what people ask of it between two steps. */
  iterations: Iterations
  /** Shows a block while the node runs; the last one with the same id stays. */
  show: (block: Block) => void
  /** A sentence that stays with the result, and what one press does about it. */
  warn: (sentence: string, fix?: Fix) => void
}

export type Summary = Record<string, unknown>

/** What a preparation learned. */
export interface Learned {
  state: State
  summary: Summary
  headline?: Headline
  blocks?: Block[]
  /** Columns that it takes besides features, by name: texts. Rows that come later must bring them. */
  reads?: readonly string[]
}

/** A node that learns from the training rows and then changes all rows: `fit.ts` exports `transformer`. */
export interface Transformer<P extends Parameters = Parameters> {
  fit(context: Context, frame: Frame, params: Values<P>): Promise<Learned>
  /** The frame with the learned change applied; also used on other rows, by `predict` and saved models. */
  apply(context: Context, frame: Frame, state: State, params: Values<P>): Promise<Frame>
  /**
   * How a feature's values before the step come from those after it: before = shift + factor · after. Null where they do not;
   * features that the step leaves as they are need no word.
   */
  undo?(state: State, params: Values<P>, feature: string): { shift: number; factor: number } | null | undefined
}

/** A model: `fit.ts` exports `estimator`. */
export interface Estimator<P extends Parameters = Parameters> {
  fit(context: Context, data: Training, params: Values<P>): Promise<Fitted>
  /** What the model says of every row, from its state alone. */
  predict(context: Context, state: State, rows: Rows, params: Values<P>): Promise<Prediction>
  /** More blocks, once the training rows have been predicted (fitted line, residuals, decision boundary). */
  explain?(context: Context, fitted: Fitted, data: Training, frame: Frame, params: Values<P>): Promise<Block[]>
}

export interface Fitted {
  state: State
  summary: Summary
  /** What there is to show; a function is called once every row has been predicted, so that drawing does not hold the model up. */
  blocks: Block[] | (() => Promise<Block[]>)
  /** What the fit already knows of the training rows: it stands instead of what `predict` would say of them. */
  said?: Prediction
  headline?: Headline
}

/** Any other node: `run.ts` exports `run`. */
export type Run<P extends Parameters = Parameters> = (
  context: Context,
  inputs: Inputs,
  params: Values<P>,
) => Promise<Output>

export interface Inputs {
  /** Frames on the first frame port, in the order of the edges. */
  frames: readonly Frame[]
  model?: Model
  /** What `identity` opened, for types that have one. */
  opened?: unknown
  /** What a report needs: the run so far. */
  report: () => ReportRequest
  replay: Replay
}

/**
 * Runs the line up to `until`, a node that this one takes from, once more with other parameters (by id of the node; those not named stay), and
 * gives what `until` then gives. What does not change comes from the cache, and what is run goes there. Errors: those of the line;
 * `parameter` for parameters out of bounds.
 */
export type Replay = (changes: Readonly<Record<string, AnyValues>>, until: string) => Promise<Output>

export interface Output {
  frame?: Frame
  model?: Model
  summary: Summary
  headline?: Headline
  blocks?: Block[]
}

/**
 * What the outside decides about a node's result besides parameters and inputs. `key`, a file's fingerprint, is part of the cache key;
 * `opened` is handed to `run`, which so reads what the key was made from and nothing that came in its place meanwhile.
 */
export type Identity<P extends Parameters = Parameters, Opened = unknown> = (
  context: Pick<Context, 'host' | 'signal' | 'progress'>,
  params: Values<P>,
) => Promise<{ key: string; opened: Opened }>

/** A node's body, as its folder exports it. */
export interface Body {
  transformer?: Transformer
  estimator?: Estimator
  run?: Run
  identity?: Identity
}

export interface NodeType {
  spec: NodeSpec
  load: () => Promise<Body>
  /** Its worked example, where the folder has one. */
  example?: () => Promise<Example>
}

/** Node types by type. The engine is given them and knows none by itself. */
export type NodeTypes = ReadonlyMap<string, NodeType>

/** Errors: `format` where there is no such type. */
export function typeNamed(types: NodeTypes, type: string): NodeType {
  const found = types.get(type)
  if (found) return found
  throw new LatheError({
    code: 'format',
    message: `There is no node type ${JSON.stringify(type)}.`,
    remedy: 'Open it with a newer Lathe.',
  })
}
