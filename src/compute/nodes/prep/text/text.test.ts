import { describe, expect, it } from 'vitest'
import { loadModel, saveModel } from '../../../engine/modelFile'
import { textCells } from '../../../frame/cells'
import { numbersOf } from '../../../frame/contents'
import { columnNamed, type Frame } from '../../../frame/frame'
import type { Sparse } from '../../../tensor/csr'
import { testDevice } from '../../../testing/device'
import { frameOf } from '../../../testing/frames'
import { nothingRan, runType } from '../../../testing/run'
import { workedThrough } from '../../../testing/worked'
import { code } from './code'
import golden from './golden.json'
import { stem } from './porter'
import type { TextValues } from './weights'

const device = await testDevice()
const isTrain = new Set(golden.train)
const parts = golden.texts.map((_, i) => (isTrain.has(i) ? 0 : 2))

/** A frame of texts as they are, beside a number. */
function textFrame(texts: readonly (string | null)[], parts?: number[]): Frame {
  const frame = frameOf({ x: texts.map((_, i) => i) }, { ...(parts && { parts }) })
  const missing = texts.filter(t => t === null).length
  const cells = textCells(texts.length, texts)
  return { ...frame, columns: [{ name: 'message', kind: 'text', role: 'feature', missing, cells }, ...frame.columns] }
}

async function sparse(frame: Frame): Promise<Sparse> {
  const { cells } = columnNamed(frame, 'message')
  return cells.form === 'terms' ? cells.sparse() : Promise.reject(new Error('no terms'))
}

const rowsOf = ({ rows, starts, columns, values }: Sparse): [number, number][][] =>
  Array.from({ length: rows }, (_, i) =>
    Array.from(columns.subarray(starts[i], starts[i + 1]), (c, k) => [c, values[starts[i] + k]]),
  )

const cases: [keyof typeof golden, Record<string, unknown>][] = [
  ['count', {}],
  ['bigrams', { ngramRange: [1, 2], minDf: 2, stopWords: 'english' }],
  ['capitals', { lowercase: false, minDf: 0.05, maxDf: 0.5 }],
  ['few', { maxFeatures: 10, maxDf: 20 }],
  ['binary', { vectorizer: 'binary', minDf: 2 }],
  ['tfidf', { vectorizer: 'tfidf' }],
  ['sublinear', { vectorizer: 'tfidf', sublinearTf: true, norm: 'l1', ngramRange: [2, 3] }],
  ['plain', { vectorizer: 'tfidf', norm: 'none' }],
  ['hashing', { vectorizer: 'hashing', nFeatures: 64, ngramRange: [1, 2] }],
]

describe('prep.text against scikit-learn', () => {
  it.each(cases)('%s', async (name, params) => {
    const want = golden[name] as { vocabulary?: string[]; idf?: number[] | null; rows: [number, number][][] }
    const { frame, summary } = await runType(device, 'prep.text', textFrame(golden.texts, parts), params)
    expect(summary['vocabulary']).toEqual(want.vocabulary ?? null)
    const idf = summary['idf'] as number[] | null
    expect(idf === null).toBe(!want.idf)
    idf?.forEach((x, k) => expect(x).toBeCloseTo(want.idf![k], 12))
    const got = rowsOf(await sparse(frame!))
    expect(got.map(row => row.map(([c]) => c))).toEqual(want.rows.map(row => row.map(([c]) => c)))
    got.flat().forEach(([, x], k) => expect(x).toBeCloseTo(want.rows.flat()[k][1], 12))
    expect(summary['empty']).toBe(want.rows.filter(row => row.length === 0).length)
  })

  it('stems as Porter', () => {
    for (const [word, want] of Object.entries(golden.stems)) expect([word, stem(word)]).toEqual([word, want])
    expect(stem('docced')).toBe('doc')
    expect(stem('is')).toBe('is')
  })
})

describe('prep.text', () => {
  it('puts one column of terms in the place of the texts', async () => {
    const { frame } = await runType(device, 'prep.text', textFrame(golden.texts, parts))
    expect(frame!.columns.map(({ name, kind, role, missing }) => ({ name, kind, role, missing }))).toEqual([
      { name: 'message', kind: 'vector', role: 'feature', missing: 0 },
      { name: 'x', kind: 'number', role: 'feature', missing: 0 },
    ])
  })

  it('stems, and leaves stop words out before', async () => {
    const texts = ['He was connecting connections', 'Being connected is the thing']
    const { summary } = await runType(device, 'prep.text', textFrame(texts), {
      stemmer: 'porter',
      stopWords: 'english',
    })
    expect(summary['vocabulary']).toEqual(['connect', 'thing'])
  })

  it('reads a category column that is named, and gaps as texts without words', async () => {
    const frame = frameOf({ c: ['red wine', 'white wine', null, 'red wine'] })
    const { summary, warnings } = await runType(device, 'prep.text', frame, { column: 'c' })
    expect(summary).toMatchObject({ column: 'c', vocabulary: ['red', 'white', 'wine'], empty: 1 })
    expect(warnings).toEqual(['1 rows of c have no text: they have no terms.'])
  })

  it('says which terms tell the classes apart', async () => {
    const texts = ['win money now', 'win a prize now', 'see you at home', 'home now']
    const frame = textFrame(texts)
    const label = frameOf({ y: ['spam', 'spam', 'ham', 'ham'] }, { roles: { y: 'target' } }).columns
    const { blocks } = await runType(device, 'prep.text', { ...frame, columns: [...frame.columns, ...label] })
    const table = blocks!.find(b => b.id === 'telling')
    expect(table?.kind === 'table' && table.rows.map(([c, terms]) => [c, String(terms).split(', ')[0]])).toEqual([
      ['ham', 'home'],
      ['spam', 'win'],
    ])
  })

  it('says what it cannot take, and the way out', async () => {
    const run = (frame: Frame, params = {}): Promise<unknown> => runType(device, 'prep.text', frame, params)
    await expect(run(frameOf({ x: [1, 2] }))).rejects.toMatchObject({ message: 'No column holds texts.' })
    await expect(run(frameOf({ x: [1, 2] }), { column: 'x' })).rejects.toThrow(/x is number, and texts are needed/)
    await expect(run(textFrame(['the', 'of']), { stopWords: 'english' })).rejects.toThrow(/No term of message is left/)
    await expect(run(textFrame(['a b']), { ngramRange: [2, 1] })).rejects.toThrow(/from 2 to 1 words/)
    const two = textFrame(['one two'])
    const both = { ...two, columns: [...two.columns, { ...two.columns[0], name: 'subject' }] }
    await expect(run(both)).rejects.toThrow('message, subject hold texts')
  })
})

it('is what a model asks for that finds nothing but texts', async () => {
  const { columns, ...frame } = textFrame(['win money', 'come home'])
  const label = frameOf({ y: ['spam', 'ham'] }, { roles: { y: 'target' } })
  const only = { ...frame, columns: [columns[0], ...label.columns] }
  await expect(runType(device, 'model.naiveBayes', only)).rejects.toMatchObject({
    remedy: { fix: { insert: 'prep.text', params: { column: 'message' } } },
  })
})

it('goes with a saved model, and is learned fold by fold', async () => {
  const label = frameOf(
    { y: golden.texts.map(t => (/free|win|txt/i.test(t) ? 'spam' : 'ham')) },
    { roles: { y: 'target' } },
  )
  const raw = textFrame(golden.texts)
  const whole = { ...raw, columns: [raw.columns[0], ...label.columns] }
  const { frame } = await runType(device, 'prep.text', whole)
  const learned = await runType(device, 'model.naiveBayes', frame!, { variant: 'multinomial' })
  const model = loadModel(saveModel(learned.model!))
  const report = (): never => {
    throw new Error('There is no report.')
  }
  const said = await runType(device, 'predict', { frames: [raw], model, report })
  const [got, want] = [said.frame!, learned.frame!].map(f => columnNamed(f, 'probability:spam'))
  expect(await numbersOf(got)).toEqual(await numbersOf(want))
  const split = await runType(device, 'prep.split', whole, { method: 'kFold', k: 3 })
  const folded = await runType(device, 'prep.text', split.frame!)
  const sizes = folded.frame!.folds!.map(f => columnNamed(f, 'message').cells)
  const widths = sizes.map(cells => (cells.form === 'terms' ? cells.names.length : 0))
  expect(Math.max(...widths)).toBeLessThan((folded.summary['vocabulary'] as string[]).length)
})

describe('a text worked through', () => {
  it.each(cases)('%s', async (name, params) => {
    const { row, steps } = await workedThrough(device, 'prep.text', textFrame(golden.texts, parts), params)
    expect(golden.texts[row]).toBe('U dun say so early hor... U c already then say...')
    if (name !== 'count') return
    expect(steps[0].lines.map(l => [l.name, l.cells, l.value])).toEqual([
      ['so', [1], 1],
      ['then', [1], 1],
    ])
    expect(steps[0].sentence).toContain('Not in the vocabulary: dun, say, early, hor, already.')
  })
})

describe('what it is in scikit-learn', () => {
  const values: TextValues = {
    column: 'message',
    vectorizer: 'tfidf',
    ngramRange: [1, 2],
    stopWords: 'english',
    stemmer: 'none',
    lowercase: true,
    minDf: 2,
    maxDf: 1,
    maxFeatures: null,
    nFeatures: 65_536,
    sublinearTf: true,
    norm: 'none',
  }

  it('is a vectorizer on the column', () => {
    expect(code(values, nothingRan).expression).toBe(
      'make_column_transformer((TfidfVectorizer(stop_words="english", ngram_range=(1, 2), min_df=2, sublinear_tf=True, norm=None), "message"), remainder="passthrough")',
    )
    const hashing = { ...values, vectorizer: 'hashing', ngramRange: [1, 1], stopWords: 'none' } as const
    expect(code(hashing, nothingRan).expression).toContain(
      'HashingVectorizer(n_features=65536, alternate_sign=False, norm=None), "message"',
    )
  })

  it('stems with NLTK, stop words out before', () => {
    expect(
      code({ ...values, vectorizer: 'count', stemmer: 'porter', minDf: 1, ngramRange: [1, 1] }, nothingRan).expression,
    ).toBe(
      'make_column_transformer((CountVectorizer(tokenizer=lambda text: [PorterStemmer(mode="ORIGINAL_ALGORITHM").stem(word) for word in re.findall(r"\\w\\w+", text) if word not in ENGLISH_STOP_WORDS], token_pattern=None), "message"), remainder="passthrough")',
    )
  })
})
