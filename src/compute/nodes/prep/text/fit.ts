import { LatheError } from '../../../../shared/errors'
import type { Transformer } from '../../../engine/node'
import { termCells } from '../../../frame/cells'
import { type Column, columnNamed, type Frame, replaceColumns, rowsOf } from '../../../frame/frame'
import { pauses } from '../../../frame/pause'
import { blocksOf } from './blocks'
import { countsOf } from './counts'
import type { spec } from './spec'
import { chosenTerms, type Limits } from './vocabulary'
import { idfOf, type TextValues, weighted } from './weights'

/** What stands for texts: the vocabulary (null when hashing) and, of tf-idf, what its terms weigh. */
interface Learned {
  column: string
  vocabulary: readonly string[] | null
  idf?: Float64Array
}

export const transformer: Transformer<(typeof spec)['parameters']> = {
  async fit({ signal, warn }, frame, params) {
    checkRange(params.ngramRange)
    const column = textColumn(frame, params.column)
    const counts = await countsOf(column, params, pauses(signal))
    const index = rowsOf(frame, 'train')
    const learned: Learned = { column: column.name, vocabulary: null }
    const hashing = params.vectorizer === 'hashing'
    const chosen = chosenTerms(counts, index, hashing ? unlimited : params, params.vectorizer === 'binary')
    if (chosen.terms.length === 0) throw nothingLeft(column.name, params)
    if (!hashing) learned.vocabulary = chosen.terms
    if (params.vectorizer === 'tfidf') {
      const n = index?.length ?? frame.rows
      learned.idf = Float64Array.from(chosen.rows, rows => idfOf(rows, n))
    }
    if (column.missing > 0) warn(`${column.missing} rows of ${column.name} have no text: they have no terms.`)
    const terms = weighted(counts, learned.vocabulary, learned.idf, params)
    return {
      state: { ...learned },
      summary: {
        column: column.name,
        vocabulary: learned.vocabulary,
        idf: learned.idf ? Array.from(learned.idf) : null,
        nTerms: terms.cols,
        empty: terms.starts.reduce((n, end, i) => n + Number(i > 0 && end === terms.starts[i - 1]), 0),
      },
      blocks: await blocksOf(frame, index, chosen, learned.vocabulary && terms),
    }
  },

  apply({ signal }, frame, state, params) {
    const { column: name, vocabulary, idf } = state as unknown as Learned
    const column = textColumn(frame, name)
    const names = vocabulary ?? Array.from({ length: params.nFeatures }, (_, k) => `#${k}`)
    const cells = termCells(frame.rows, names, async () =>
      weighted(await countsOf(column, params, pauses(signal)), vocabulary, idf, params),
    )
    const made: Column = { name, kind: 'vector', role: 'feature', missing: 0, cells }
    return Promise.resolve(replaceColumns(frame, new Map([[name, [made]]])))
  },
}

const unlimited: Limits = { minDf: 1, maxDf: 1, maxFeatures: null }

const isText = ({ cells }: Column): boolean => cells.form === 'texts' || cells.form === 'codes'

/** The column named, or the only one of kind text. Errors: `data` where there is none, or several. */
function textColumn(frame: Frame, name: string | null): Column {
  if (name !== null) {
    const column = columnNamed(frame, name)
    if (isText(column)) return column
    throw new LatheError({
      code: 'data',
      message: `The column ${name} is ${column.kind}, and texts are needed here.`,
      remedy: {
        text: 'Name another column, or change its kind in table.columns (types).',
        fix: { set: { parameter: 'column' } },
      },
    })
  }
  const texts = frame.columns.filter(c => c.kind === 'text' && isText(c))
  if (texts.length === 1) return texts[0]
  const none = texts.length === 0
  throw new LatheError({
    code: 'data',
    message: none
      ? 'No column holds texts.'
      : `${texts.map(c => c.name).join(', ')} hold texts, and one is needed here.`,
    remedy: {
      text: none
        ? 'Name a category column, or change a kind to text in table.columns (types).'
        : 'Name one of them in column; a second prep.text takes the next.',
      fix: { set: { parameter: 'column' } },
    },
  })
}

function checkRange([fewest, most]: TextValues['ngramRange']): void {
  if (fewest <= most) return
  throw new LatheError({
    code: 'parameter',
    message: `ngramRange goes from ${fewest} to ${most} words.`,
    remedy: {
      text: 'Give the smaller number first.',
      fix: { set: { parameter: 'ngramRange', value: [most, fewest] } },
    },
  })
}

function nothingLeft(column: string, { minDf }: Limits): LatheError {
  return new LatheError({
    code: 'data',
    message: `No term of ${column} is left: there are none, all are stop words, or all are too rare or too frequent.`,
    remedy: {
      text: 'Lower minDf, raise maxDf, or keep the stop words.',
      ...(minDf > 1 && { fix: { set: { parameter: 'minDf', value: 1 } } }),
    },
  })
}
