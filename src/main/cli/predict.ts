import { resolve } from 'node:path'
import { LatheError } from '../../shared/errors'
import { readPipeline } from '../../shared/pipeline/document'
import { checkAdapter, expect, parse } from './arguments'
import type { Command } from './command'
import { perform, type Runner, statusOf } from './run'

const usage =
  'lathe predict <model.lathe-model> <data file> <out.csv> [--exact] [--adapter auto|hardware|software] [--quiet]'

const options = { exact: { type: 'boolean' }, adapter: { type: 'string' }, quiet: { type: 'boolean' } } as const

/** The command `predict`, by a runner: load → predict → write table, as a person would wire it. */
export const predictBy =
  (runner: Runner): Command =>
  async (args, signal) => {
    const { values, positionals } = parse(args, options, usage)
    const [model, data, out] = expect(positionals, 3, usage)
    checkAdapter(values.adapter, usage)
    if (!out.toLowerCase().endsWith('.csv'))
      throw new LatheError({
        code: 'usage',
        message: `${out}: predictions are not written into such a file.`,
        remedy: 'Let it end in .csv.',
      })
    const document = readPipeline({
      format: 'lathe/pipeline',
      version: 1,
      name: 'Predictions',
      nodes: [
        { id: 'load', type: 'data.file', params: { path: resolve(data) } },
        { id: 'predict', type: 'predict', params: { path: resolve(model) } },
        { id: 'write', type: 'output.table', params: { path: resolve(out), exact: values.exact === true } },
      ],
      edges: [
        { from: 'load', to: 'predict' },
        { from: 'predict', to: 'write' },
      ],
    })
    const job = { document, folder: process.cwd(), command: `lathe predict ${args.join(' ')}`, files: {} }
    const { results } = await perform(runner, job, values.quiet === true, signal)
    return statusOf(results)
  }
