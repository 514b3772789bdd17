import type { Fix } from '../../shared/remedy'
import type { Host } from '../../shared/contracts/host'
import { LatheError } from '../../shared/errors'
import { checkParameter } from '../../shared/parameterCheck'
import type { AnyValues } from '../../shared/params'
import type { Block } from '../../shared/results/blocks'
import type { Device } from '../device/device'
import type { CodeSetting } from '../engine/code'
import { type Iterations, unwatched } from '../engine/iterations'
import { type Context, type Inputs, type NodeType, type NodeTypes, type Output, typeNamed } from '../engine/node'
import { runNode } from '../engine/runNode'
import type { Frame } from '../frame/frame'
import { nodeTypes } from '../nodes/registry'
import { Random } from '../random/random'
import { Images } from '../frame/images'

/** What a node's code is told before anything ran. */
export const nothingRan: CodeSetting = { features: [], columns: [] }

/** A host without files or store: asking it for one fails the test. */
export const noHost: Host = {
  datasets: { open: refuse, sample: refuse, columns: refuse },
  outputs: { table: refuse, report: refuse, read: refuse, write: refuse },
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('The test host has no files.'))
}

export interface TestRun extends Output {
  warnings: string[]
  /** What one press does about them. */
  fixes: Fix[]
  shown: Block[]
}

/**
 * Runs one node, of the registry or made up, on frames, as the engine would: defaults filled in, parameters checked, folds replayed, buffers
 * given back before it returns.
 */
export async function runType(
  device: Device,
  type: string | NodeType,
  input: Frame | readonly Frame[] | Omit<Inputs, 'replay'>,
  params: Record<string, unknown> = {},
  options: {
    seed?: number
    signal?: AbortSignal
    host?: Host
    node?: string
    iterations?: Iterations
    types?: NodeTypes
  } = {},
): Promise<TestRun> {
  const types = options.types ?? nodeTypes
  const { spec, load } = typeof type === 'string' ? typeNamed(types, type) : type
  const values = {
    ...Object.fromEntries(Object.entries(spec.parameters).map(([name, p]) => [name, p.default])),
    ...params,
  } as AnyValues
  for (const [name, value] of Object.entries(values)) {
    const sentence = spec.parameters[name] ? checkParameter(name, spec.parameters[name], value) : `no parameter ${name}`
    if (sentence) throw new LatheError({ code: 'parameter', message: sentence })
  }
  const seed = (values['seed'] as number | null | undefined) ?? options.seed ?? 42
  const warnings: string[] = []
  const fixes: Fix[] = []
  const shown: Block[] = []
  using images = device.scope()
  using scope = device.scope()
  const context: Context = {
    node: options.node ?? 'train',
    seed,
    device,
    images: new Images(device, images),
    scope,
    host: options.host ?? noHost,
    types,
    signal: options.signal ?? new AbortController().signal,
    random: (stream = 0) => new Random(seed, stream),
    progress: () => undefined,
    iterations: options.iterations ?? unwatched(),
    show: block => void shown.push(block),
    warn(sentence, fix) {
      warnings.push(sentence)
      if (fix) fixes.push(fix)
    },
  }
  const report: Inputs['report'] = () => {
    throw new Error('The test has no report.')
  }
  const replay = (): Promise<never> => Promise.reject(new Error('The test has no line.'))
  const given =
    'report' in input
      ? input
      : { frames: Array.isArray(input) ? (input as readonly Frame[]) : [input as Frame], report }
  const body = await load()
  const outside = await body.identity?.(context, values)
  const output = await runNode(context, spec, body, { replay, ...given, opened: outside?.opened }, values)
  return { ...output, warnings, fixes, shown }
}
