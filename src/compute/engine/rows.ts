import type { Outputs, Written } from '../../shared/contracts/host'
import { LatheError } from '../../shared/errors'
import { codeCells, imageCells, numberCells, termCells, vectorCells } from '../frame/cells'
import { coded } from '../frame/contents'
import { columnCells } from '../frame/export'
import { rowsThat } from '../frame/filter'
import { type Column, columnNamed, type Frame } from '../frame/frame'
import { type Loaded, LoadedColumns } from '../frame/loaded'
import { orderBy, type RowIndex } from '../frame/order'
import { type Pause, pauses, stretch } from '../frame/pause'
import { isWide, type WideCells, wideGaps, widePage } from '../frame/wide'
import { wordsOf } from '../frame/words'
import { profileOf } from '../frame/profile'
import { sparseRows } from '../tensor/csr'
import { type Taken, workedExample } from './example'
import { pooled } from './folds'
import type { NodeTypes, Output } from './node'
import type { Answers, Overview, Page, PageColumn, Question, QuestionName, QuestionOf } from './question'

/** Row indices kept: the orders and filters looked at last. One of 10,000,000 rows is 40 MB. */
const mostIndices = 6

/** The tables that runs left behind, by node, and answers about their rows. A later run replaces node by node. */
export class Tables {
  readonly #frames = new Map<string, Frame>()
  readonly #outputs = new Map<string, { output: Output; taken: Taken | undefined }>()
  readonly #pooled = new WeakMap<Frame, Promise<Frame>>()
  readonly #numbers = new WeakMap<Frame, number>()
  readonly #columns = new LoadedColumns()
  readonly #indices = new Map<string, RowIndex>()
  #count = 0
  /** One index is built at a time: a second question with the same order finds it made. */
  #building: Promise<unknown> = Promise.resolve()

  readonly #types: NodeTypes
  readonly #writer: Pick<Outputs, 'table'>

  constructor(types: NodeTypes, writer: Pick<Outputs, 'table'>) {
    this.#types = types
    this.#writer = writer
  }

  /** Takes what a node gave, and from what. */
  keep(node: string, output: Output, taken?: Taken): void {
    this.#outputs.set(node, { output, taken })
    if (output.frame) this.#frames.set(node, output.frame)
    else this.#frames.delete(node)
  }

  clear(): void {
    this.#frames.clear()
    this.#outputs.clear()
    this.#columns.clear()
    this.#indices.clear()
  }

  /** Errors: `data` where there is no such table or column; `cancelled`; those of the store. */
  async answer<K extends QuestionName>(asked: QuestionOf<K>, signal?: AbortSignal): Promise<Answers[K]>
  async answer(asked: Question, signal?: AbortSignal): Promise<Answers[QuestionName]> {
    const pause = pauses(signal)
    if (asked.is === 'example') {
      await pause()
      const known = this.#outputs.get(asked.node)
      return workedExample(this.#types, asked, known?.output, known?.taken, this.#columns.read)
    }
    const frame = await this.#frame(asked.node)
    await pause()
    switch (asked.is) {
      case 'rows':
        return this.#page(frame, asked, pause)
      case 'place':
        return this.#place(frame, asked, pause)
      case 'profile':
        return profileOf(frame, asked.column, asked, this.#columns.read, pause)
      case 'overview':
        return this.#overview(frame, asked, pause)
      case 'save':
        return this.#save(frame, asked, pause, signal)
    }
  }

  async #frame(node: string): Promise<Frame> {
    const frame = this.#frames.get(node)
    if (!frame)
      throw new LatheError({
        code: 'data',
        where: node,
        message: `There is no table after ${node} yet.`,
        remedy: 'Run the pipeline to this node.',
      })
    const known = this.#pooled.get(frame) ?? pooled(frame)
    this.#pooled.set(frame, known)
    return known
  }

  async #page(frame: Frame, asked: QuestionOf<'rows'>, pause: Pause): Promise<Page> {
    const index = await this.#index(frame, asked, pause)
    const total = index?.length ?? frame.rows
    const start = Math.min(asked.offset, total)
    const length = Math.min(asked.limit, total - start)
    const rows = index ? index.slice(start, start + length) : Uint32Array.from({ length }, (_, i) => start + i)
    const names = asked.columns ?? frame.columns.map(c => c.name)
    const columns = await Promise.all(
      names.map(async (name): Promise<PageColumn> => {
        const column = columnNamed(frame, name)
        if (isWide(column.cells)) return wideColumn(column, column.cells, rows)
        return pageColumn(column, await this.#columns.read(frame, name), rows)
      }),
    )
    const { parts } = frame
    return {
      total,
      offset: start,
      rows,
      ...(parts && { parts: Uint8Array.from(rows, row => parts[row]) }),
      columns,
    }
  }

  async #place(frame: Frame, asked: QuestionOf<'place'>, pause: Pause): Promise<Answers['place']> {
    const index = await this.#index(frame, asked, pause)
    if (!index) return { place: asked.row < frame.rows ? asked.row : null }
    const place = index.indexOf(asked.row)
    return { place: place < 0 ? null : place }
  }

  async #overview(frame: Frame, asked: QuestionOf<'overview'>, pause: Pause): Promise<Overview> {
    const index = await this.#index(frame, asked, pause)
    const total = index?.length ?? frame.rows
    const missing = new Uint32Array(asked.bands)
    for (const { name, cells } of frame.columns.filter(c => c.missing > 0)) {
      const gaps = isWide(cells) ? await wideGaps(cells) : undefined
      const column = await this.#columns.read(frame, name)
      for (let place = 0; place < total; place++) {
        if (place % stretch === 0) await pause()
        const row = index ? index[place] : place
        if (gaps ? gaps[row] === 1 : lacks(column, row)) missing[Math.floor((place * asked.bands) / total)]++
      }
    }
    return { total, columns: frame.columns.length, missing }
  }

  async #save(
    frame: Frame,
    { path, exact, ...asked }: QuestionOf<'save'>,
    pause: Pause,
    signal: AbortSignal | undefined,
  ): Promise<Written> {
    const index = await this.#index(frame, asked, pause)
    const wanted = asked.columns ? asked.columns.map(name => columnNamed(frame, name)) : frame.columns
    const picked: Column[] = []
    for (const column of wanted) {
      await pause()
      picked.push(index ? await gathered(column, () => this.#columns.read(frame, column.name), index) : column)
    }
    const cells = await columnCells(picked)
    await pause()
    return this.#writer.table(path, cells, { exact, ...(signal && { signal }) })
  }

  /** The rows to show, in their order: filtered first, then sorted, each kept by itself. */
  #index(
    frame: Frame,
    { filters, sort }: Pick<QuestionOf<'rows'>, 'filters' | 'sort'>,
    pause: Pause,
  ): Promise<RowIndex> {
    const number = this.#numbers.get(frame) ?? ++this.#count
    this.#numbers.set(frame, number)
    const { read } = this.#columns
    const build = async (): Promise<RowIndex> => {
      const passing = (): Promise<RowIndex> => rowsThat(frame, filters, read, pause)
      const rows = filters.length > 0 ? await this.#kept(`${number} ${JSON.stringify(filters)}`, passing) : undefined
      if (!sort) return rows
      return this.#kept(`${number} ${JSON.stringify([filters, sort])}`, async () =>
        orderBy(await read(frame, sort.column), rows, sort.descending, pause),
      )
    }
    const built = this.#building.then(build)
    this.#building = built.catch(() => undefined)
    return built
  }

  async #kept(key: string, make: () => Promise<RowIndex>): Promise<RowIndex> {
    const index = this.#indices.has(key) ? this.#indices.get(key) : await make()
    this.#indices.delete(key)
    this.#indices.set(key, index)
    for (const old of [...this.#indices.keys()].slice(0, -mostIndices)) this.#indices.delete(old)
    return index
  }
}

const lacks = (column: Loaded, row: number): boolean =>
  column.form === 'numbers' ? Number.isNaN(column.values[row]) : column.codes[row] < 0

function pageColumn({ name, kind }: Column, cells: Loaded, rows: Uint32Array): PageColumn {
  if (cells.form === 'numbers') return { name, kind, values: Float64Array.from(rows, row => cells.values[row]) }
  const place = new Map<number, number>()
  const codes = Int32Array.from(rows, row => {
    const code = cells.codes[row]
    if (code < 0) return -1
    if (!place.has(code)) place.set(code, place.size)
    return place.get(code)!
  })
  return { name, kind, codes, texts: Array.from(place.keys(), code => cells.categories[code]) }
}

/** Wide cells of these rows in words, and as they are drawn: words for whole columns would be made for nothing. */
async function wideColumn(column: Column, cells: WideCells, rows: Uint32Array): Promise<PageColumn> {
  const words = coded(await wordsOf(await gatheredCells(cells, rows)))
  const page = pageColumn(column, { form: 'codes', ...words }, Uint32Array.from(rows.keys()))
  return { ...page, wide: await widePage(cells, rows) }
}

/** The column's cells of these rows, in their order. */
async function gathered(column: Column, read: () => Promise<Loaded>, rows: Uint32Array): Promise<Column> {
  if (isWide(column.cells)) return { ...column, cells: await gatheredCells(column.cells, rows) }
  const cells = await read()
  if (cells.form === 'numbers') {
    const values = Float64Array.from(rows, row => cells.values[row])
    return { ...column, cells: numberCells(rows.length, values) }
  }
  const codes = Int32Array.from(rows, row => cells.codes[row])
  return { ...column, cells: codeCells(rows.length, { codes, categories: cells.categories }) }
}

async function gatheredCells(whole: WideCells, rows: Uint32Array): Promise<WideCells> {
  if (whole.form === 'terms') return termCells(rows.length, whole.names, sparseRows(await whole.sparse(), rows))
  if (whole.form === 'vector') {
    const values = gatheredRows(await whole.values(), whole.width, rows, new Float64Array(rows.length * whole.width))
    return vectorCells(rows.length, whole, values)
  }
  const size = whole.height * whole.width * whole.channels
  return imageCells(
    rows.length,
    whole,
    gatheredRows(await whole.bytes(), size, rows, new Uint8Array(rows.length * size)),
  )
}

function gatheredRows<T extends Float64Array | Uint8Array>(from: T, width: number, rows: Uint32Array, to: T): T {
  for (const [i, row] of rows.entries()) to.set(from.subarray(row * width, (row + 1) * width), i * width)
  return to
}
