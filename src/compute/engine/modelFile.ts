import { z } from '../../shared/zod'
import { LatheError } from '../../shared/errors'
import { kinds, roles as roleNames, taskNames } from '../../shared/frame'
import type { AnyValues } from '../../shared/params'
import { pathOf } from '../../shared/pipeline/document'
import { componentNames } from '../frame/components'
import type { Step } from '../frame/step'
import type { State } from '../frame/state'
import type { Model } from './model'
import { decodeState, encodeState } from './modelFileState'
import { damaged, packed, unpacked } from './modelFileZip'

/** Version of `*.lathe-model` that this program writes. */
export const modelVersion = 1

const document = 'model.json'
const anyObject = z.custom<object>(x => typeof x === 'object' && x !== null && !Array.isArray(x), 'must be an object')
const count = z.number().int().min(0)
const names = z.array(z.string())
const content = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('terms'), names }),
  z.strictObject({
    form: z.literal('vector'),
    width: count,
    names: names.exactOptional(),
    shape: z.tuple([count, count]).exactOptional(),
  }),
  z.strictObject({ form: z.literal('image'), height: count, width: count, channels: count }),
])
const input = z.strictObject({
  name: z.string(),
  kind: z.enum(kinds),
  content: content.exactOptional(),
  categories: names.exactOptional(),
})
const step = z.strictObject({
  type: z.string(),
  version: z.number().int(),
  params: anyObject,
  inputs: z.array(input),
  state: anyObject,
})
const modelDocument = z.strictObject({
  format: z.literal('lathe/model'),
  version: z.literal(modelVersion),
  type: z.string(),
  nodeVersion: z.number().int(),
  node: z.string(),
  task: z.enum(taskNames),
  params: anyObject,
  inputs: z.array(input),
  columns: z.array(input),
  gaps: z.literal(true).exactOptional(),
  roles: z.array(input.extend({ role: z.enum(roleNames) })).exactOptional(),
  target: z.string().exactOptional(),
  classes: z.array(z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
  steps: z.array(step),
  state: anyObject,
})

/**
 * A model as a file: a zip of `model.json` and one little-endian file per tensor. The same model gives the same bytes.
 */
export function saveModel(model: Model): Uint8Array {
  const { type, version, params, node, task, state, columns, target, classes, steps, inputs, ...more } = model
  // The names of the design matrix follow from its columns.
  const { gaps, roles, features: _, ...rest } = more
  // A field that is added to Model and not here would be lost in silence: this does not compile then.
  const nothing: Record<string, never> = rest
  const tensors = new Map<string, Uint8Array>()
  const json = {
    format: 'lathe/model',
    version: modelVersion,
    type,
    nodeVersion: version,
    node,
    task,
    params,
    inputs,
    columns,
    ...(gaps && { gaps }),
    ...(roles && { roles }),
    ...(target !== undefined && { target }),
    ...(classes && { classes }),
    steps: steps.map(s => ({
      type: s.type,
      version: s.version,
      params: s.params,
      inputs: s.inputs,
      state: encodeState(s.state, tensors),
    })),
    state: encodeState(state, tensors),
    ...nothing,
  }
  const text = new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`)
  return packed(new Map([[document, text], ...tensors]))
}

/**
 * The model in a file's bytes. Errors: `format` when it was cut short or altered, is of a newer version (both are named), or has
 * a key that is not known (with its path).
 */
export function loadModel(bytes: Uint8Array): Model {
  const files = unpacked(bytes)
  const text = files.get(document)
  if (!text) throw damaged(`it lacks ${document}`)
  files.delete(document)
  const { nodeVersion, params, steps, state, target, classes, ...read } = parsed(text)
  const model: Model = {
    type: read.type,
    version: nodeVersion,
    params: params as AnyValues,
    node: read.node,
    task: read.task,
    features: componentNames(read.columns),
    columns: read.columns,
    ...(read.gaps && { gaps: read.gaps }),
    ...(read.roles && { roles: read.roles }),
    ...(target !== undefined && { target }),
    ...(classes && { classes }),
    inputs: read.inputs,
    steps: steps.map((s): Step => ({
      ...s,
      params: s.params as AnyValues,
      state: decodeState(s.state, files) as State,
    })),
    state: decodeState(state, files) as State,
  }
  const [strange] = files.keys()
  if (strange !== undefined) throw damaged(`it holds ${strange}, which the model does not mention`)
  return model
}

function parsed(text: Uint8Array): z.infer<typeof modelDocument> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
  } catch (cause) {
    throw damaged(`${document} is not JSON`, cause)
  }
  const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown }
  if (format !== 'lathe/model') throw damaged(`its format is ${JSON.stringify(format)}, not "lathe/model"`)
  if (typeof version === 'number' && version > modelVersion)
    throw new LatheError({
      code: 'format',
      message: `The saved model has version ${version}; this program reads up to version ${modelVersion}.`,
      where: 'version',
      remedy: 'Open it with a newer Lathe.',
    })
  const result = modelDocument.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (issue.code === 'unrecognized_keys')
    throw new LatheError({
      code: 'format',
      message: `The key ${issue.keys[0]} of the saved model is not known.`,
      where: pathOf([...issue.path, issue.keys[0]]),
      remedy: 'Save the model again, or open it with the Lathe that wrote it.',
    })
  throw damaged(`at ${pathOf(issue.path) || document}: ${issue.message}`)
}
