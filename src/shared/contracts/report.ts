import type { ErrorCode } from '../errors'
import { readPipeline, type Pipeline } from '../pipeline/document'
import type { Block } from '../results/blocks'
import type { Results } from '../results/results'
import { z } from '../zod'
import type { ReportRequest } from './host'
import { remedySchema } from './remedy'

const count = z.number().nonnegative()

/** A block by its frame: what is inside is drawn as text and numbers whatever it is. */
const block = z.looseObject({
  kind: z.enum(['metrics', 'table', 'chart', 'text']),
  id: z.string(),
  title: z.string(),
}) as unknown as z.ZodType<Block>

const node = z.strictObject({
  type: z.string(),
  status: z.enum(['done', 'failed', 'cancelled', 'skipped']),
  milliseconds: count.exactOptional(),
  cached: z.boolean().exactOptional(),
  finishedEarly: z.string().exactOptional(),
  gpu: z
    .strictObject({
      dispatches: count,
      submits: count,
      readbacks: count,
      bytesUp: count,
      bytesDown: count,
      peakBytes: count,
    })
    .exactOptional(),
  headline: z
    .strictObject({
      label: z.string(),
      value: z.number().nullable(),
      format: z.enum(['figure', 'integer', 'percent', 'p', 'significant']),
      text: z.string().exactOptional(),
      better: z.enum(['high', 'low']).exactOptional(),
      of: z.string().exactOptional(),
      context: z.string().exactOptional(),
    })
    .exactOptional(),
  summary: z.record(z.string(), z.unknown()).exactOptional(),
  blocks: z.array(block).exactOptional(),
  warnings: z.array(z.string()).exactOptional(),
  advice: z.array(remedySchema).exactOptional(),
  error: z
    .strictObject({
      code: z.string() as unknown as z.ZodType<ErrorCode>,
      message: z.string(),
      where: z.string().exactOptional(),
      remedy: remedySchema.exactOptional(),
    })
    .exactOptional(),
})

/** Results by their frame; blocks are checked as far as it takes to draw them as text and numbers. */
export const resultsSchema: z.ZodType<Results> = z.strictObject({
  format: z.literal('lathe/results'),
  version: z.literal(1),
  pipeline: z.string(),
  seed: z.number(),
  status: z.enum(['done', 'failed', 'cancelled']),
  environment: z.strictObject({
    app: z.string(),
    adapter: z.strictObject({
      vendor: z.string(),
      architecture: z.string(),
      description: z.string(),
      software: z.boolean(),
    }),
    variants: z.record(z.string(), z.string()),
  }),
  nodes: z.record(z.string(), node),
})

/** A pipeline of any version. A wrong one throws its own error, with the path of the fault. */
export const pipelineSchema: z.ZodType<Pipeline> = z.unknown().transform((json): Pipeline => readPipeline(json))

/** What a page sends to have a report drawn. */
export const reportRequest: z.ZodType<ReportRequest> = z.strictObject({
  document: pipelineSchema,
  results: resultsSchema,
  datasets: z.array(
    z.strictObject({ node: z.string(), name: z.string(), fingerprint: z.string(), rows: count, columns: count }),
  ),
  title: z.string().exactOptional(),
})
