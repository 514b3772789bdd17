import { LatheError } from '../errors'

/** Named steps from version n to n + 1, in order. Version 1 is the first. */
const migrations: readonly ((document: Record<string, unknown>) => Record<string, unknown>)[] = []

const newest = migrations.length + 1

/** Brings an older document to the newest version; refuses a newer one, naming both. */
export function migrate(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json
  let document = json as Record<string, unknown>
  if (document['format'] !== 'lathe/pipeline')
    throw new LatheError({
      code: 'pipeline',
      message: `This is not a pipeline: its format is ${JSON.stringify(document['format'])}, not "lathe/pipeline".`,
      where: 'format',
      remedy: 'Give a *.lathe file.',
    })
  const version = document['version']
  if (typeof version === 'number' && version > newest)
    throw new LatheError({
      code: 'pipeline',
      message: `The pipeline has version ${version}; this program reads up to version ${newest}.`,
      where: 'version',
      remedy: 'Open it with a newer Lathe.',
    })
  for (let v = typeof version === 'number' ? version : newest; v < newest; v++)
    document = { ...migrations[v - 1](document), version: v + 1 }
  return document
}
