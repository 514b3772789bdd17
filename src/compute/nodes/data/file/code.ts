import { call, type Code } from '../../../engine/code'
import { importDefaults } from '../../../../shared/contracts/datasets'
import type { spec } from './spec'

/** pandas decides kinds by its own rules; what was set here is told to it. */
export const code: Code<(typeof spec)['parameters']> = params => {
  const auto = (value: string): string | undefined => (value === 'auto' ? undefined : value)
  const plain = JSON.stringify(params.nullValues) === JSON.stringify(importDefaults.nullValues)
  const separator = auto(params.delimiter) ?? (params.format === 'tsv' ? '\t' : undefined)
  return {
    imports: ['import pandas as pd'],
    expression: call('pd.read_csv', {
      filepath_or_buffer: params.path,
      sep: separator,
      decimal: auto(params.decimal),
      encoding: auto(params.encoding),
      header: params.header === 'no' ? null : undefined,
      na_values: plain ? undefined : params.nullValues,
    }),
  }
}
