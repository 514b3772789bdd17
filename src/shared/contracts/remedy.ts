import type { Fix, Remedy } from '../remedy'
import { z } from '../zod'

const fix: z.ZodType<Fix> = z.union([
  z.strictObject({
    insert: z.string(),
    before: z.string().exactOptional(),
    params: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  z.strictObject({
    set: z.strictObject({
      node: z.string().exactOptional(),
      parameter: z.string(),
      value: z.unknown().exactOptional(),
    }),
  }),
  z.strictObject({ replace: z.string() }),
  z.strictObject({ open: z.string() }),
])

/** A remedy as it travels and is kept. Older results hold the sentence alone. */
export const remedySchema: z.ZodType<Remedy> = z.union([
  z.string().transform(text => ({ text })),
  z.strictObject({ text: z.string(), fix: fix.exactOptional() }),
])
