import { z } from '../zod'
import { LatheError } from '../errors'
import { parseFlatJson } from '../flatJson'
import { migrate } from './migrate'
import { reportSchema } from './report'

/** Version of `*.lathe` that this program writes. */
export const pipelineVersion = 1

const id = z.string().regex(/^[A-Za-z][\w-]*$/, 'an id is letters, digits, _ and -, and starts with a letter')
const pair = z.tuple([z.number(), z.number()])

const node = z.strictObject({
  id,
  type: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
  /** A node that is switched off passes its first input through. */
  disabled: z.boolean().exactOptional(),
})

const edge = z.strictObject({ from: z.string(), to: z.string() })

const canvas = z.strictObject({
  positions: z.record(z.string(), pair).exactOptional(),
  notes: z.array(z.strictObject({ text: z.string(), at: pair, size: pair.exactOptional() })).exactOptional(),
  groups: z
    .array(z.strictObject({ title: z.string(), nodes: z.array(z.string()), collapsed: z.boolean().exactOptional() }))
    .exactOptional(),
})

const pipeline = z.strictObject({
  format: z.literal('lathe/pipeline'),
  version: z.literal(pipelineVersion),
  name: z.string().default('Untitled'),
  description: z.string().exactOptional(),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(42),
  nodes: z.array(node),
  edges: z.array(edge).default([]),
  canvas: canvas.exactOptional(),
  report: reportSchema.exactOptional(),
})

export type Pipeline = z.infer<typeof pipeline>
export type PipelineNode = z.infer<typeof node>
export type PipelineEdge = z.infer<typeof edge>

/** The document in a pipeline file's text. Errors: `pipeline` with the path of the fault; a newer version names both versions. */
export function parsePipeline(textOfFile: string): Pipeline {
  let json: unknown
  try {
    json = parseFlatJson(textOfFile)
  } catch (error) {
    throw new LatheError({
      code: 'pipeline',
      message: `The pipeline is not JSON: ${(error as Error).message}.`,
      remedy: 'Open it in a text editor and mend the place, or go back to an older copy.',
    })
  }
  return readPipeline(json)
}

/** The document in parsed JSON. */
export function readPipeline(json: unknown): Pipeline {
  const result = pipeline.safeParse(migrate(json))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (issue.code === 'unrecognized_keys') {
    const where = pathOf([...issue.path, issue.keys[0]])
    throw new LatheError({
      code: 'pipeline',
      message: `The key ${issue.keys[0]} is not known.`,
      where,
      remedy: 'Remove it, or mend its spelling.',
    })
  }
  throw new LatheError({
    code: 'pipeline',
    message: `${issue.message}.`,
    where: pathOf(issue.path) || 'the document',
    remedy: 'Mend it at this path.',
  })
}

/** `["nodes", 2, "params"]` as `nodes[2].params`. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (out, key) => (typeof key === 'number' ? `${out}[${key}]` : out === '' ? String(key) : `${out}.${String(key)}`),
    '',
  )
}

/** The file's text: stable order of keys, two-space indent, a final newline. */
export function writePipeline(document: Pipeline): string {
  const { format, version, name, description, seed, nodes, edges, canvas, report } = document
  const ordered = {
    format,
    version,
    name,
    ...(description !== undefined && { description }),
    seed,
    nodes: nodes.map(({ id, type, params, disabled }) => ({ id, type, params, ...(disabled && { disabled }) })),
    edges: edges.map(({ from, to }) => ({ from, to })),
    ...(canvas && { canvas }),
    ...(report && { report }),
  }
  return `${JSON.stringify(ordered, null, 2)}\n`
}
