import type { ColumnCells } from '../../shared/contracts/datasets'
import { LatheError } from '../../shared/errors'
import { columnCells, exported } from '../frame/export'
import type { Outcome } from './engine'
import { pooled } from './folds'

/**
 * What a run said of every row, as a file should hold it: the last frame with predictions, else the last that a model made (components).
 * Undefined where there is none because the run failed. Errors: `data` where no node says anything of rows.
 */
export async function predictionsOf({ outputs, results }: Outcome): Promise<ColumnCells[] | undefined> {
  const made = [...outputs.values()]
  const frame = made.findLast(o => o.frame?.prediction)?.frame ?? made.findLast(o => o.model && o.frame)?.frame
  if (frame) return columnCells(exported(await pooled(frame)))
  if (results.status !== 'done') return undefined
  throw new LatheError({
    code: 'data',
    message: 'No node predicted anything, so there is nothing to write to --predictions.',
    remedy: 'Add a model to the pipeline.',
  })
}
