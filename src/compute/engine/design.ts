import { LatheError } from '../../shared/errors'
import type { Role } from '../../shared/frame'
import type { Remedy } from '../../shared/remedy'
import { formatNumber } from '../../shared/results/format'
import type { Scope } from '../device/scope'
import { codeCells, type Coded, type ImageCells, type VectorCells } from '../frame/cells'
import { InfiniteCells } from '../frame/coding'
import { componentNames, components, isPart, type Part, widthOf } from '../frame/components'
import { codesOf, numbersOf } from '../frame/contents'
import { looked } from '../frame/derived'
import { type Column, select } from '../frame/frame'
import type { Images } from '../frame/images'
import { fillColumns } from '../frame/matrix'
import { featureSchema } from '../frame/schema'
import { recode } from '../kernels/recode/recode'
import { sideBySide, type Sparse, sparseOf, sparseRows } from '../tensor/csr'
import { type Coding, emptyMatrix, type Matrix } from '../tensor/matrix'
import { SparseMatrix } from '../tensor/sparse'

/**
 * Rows and features as an estimator sees them. The p columns of the design matrix are what all speak of by number: a numeric feature is one of
 * them, a vector, an image and a sparse row as many as they have components, a category (where the node takes any feature) one of codes.
 */
export interface Rows {
  /** Number of rows. */
  readonly n: number
  /** Indices into the frame; undefined means all rows in order. */
  readonly index: Uint32Array | undefined
  /** Features as they stand on the frame, over all its rows, in the order learned. */
  readonly columns: readonly Column[]
  /** What the p columns of the design matrix are called: coefficient j is that of `names[j]`. */
  readonly names: readonly string[]
  /** Categories that a feature's codes speak of, by its name: those the model learned. */
  readonly categories: ReadonlyMap<string, readonly string[]>
  /** A feature is sparse: `sparse` and `csr` hold what `matrix` may refuse. */
  readonly isSparse: boolean
  /**
   * n × p on the device, in the columns' own coding or in one that is asked for, a missing cell coded 0. Errors: `data` for infinite cells, and
   * for sparse features that are too wide to be made dense.
   */
  matrix(coding?: Coding, scope?: Scope): Promise<Matrix>
  /** The same into the first p columns of an empty matrix of n rows. */
  fill(matrix: Matrix): Promise<void>
  /** n doubles: column j, NaN where missing. Errors: `data` for infinite ones. */
  numbers(j: number): Promise<Float64Array>
  /** n × p in double precision on the host, row by row, NaN where missing. Errors: as `matrix`. */
  table(): Promise<Float64Array>
  /** Column j of a category: n codes into what the model learned, −1 where missing and for a category it did not meet. */
  codes(j: number): Promise<Coded>
  /**
   * Gaps in a matrix of these rows: for each of its blocks, bit i mod 32 of word j · ⌈stride / 32⌉ + ⌊i / 32⌋ is set where row i lacks column j.
   * Undefined where no feature has any.
   */
  missing(matrix: Matrix): Promise<readonly GPUBuffer[] | undefined>
  /** n × p in double precision on the host, without zeros. */
  csr(): Promise<Sparse>
  /** n × p on the device, without zeros. */
  sparse(): Promise<SparseMatrix>
  /** The rows' pictures. Errors: `data` unless there is one feature, an image column. */
  images(): Promise<Pictures>
  /** The rows' windows. Errors: `data` unless all features are windows of the same number of steps. */
  sequences(): Promise<Sequences>
  /** The first column of a role over the whole frame: who rated (`user`), what belongs together (`group`). */
  role(name: Role): Column | undefined
  /** Where each row stands in its series: numbers of the role `order`, or else `time`. Undefined where no column has either. */
  order(): Promise<Float64Array | undefined>
  /** The same features over other rows of the frame. */
  at(index: Uint32Array | undefined): Rows
}

/** n pictures: `bytes` is n × height × width × channels. */
export interface Pictures extends Pick<ImageCells, 'height' | 'width' | 'channels'> {
  bytes: Uint8Array
}

/** n windows: `values` is n × steps × features. */
export interface Sequences {
  steps: number
  features: number
  values: Float64Array
}

/** Cells up to which a sparse feature is made dense: 64 MB on the device, 128 MB on the host. */
const mostDense = 2 ** 24

/** What is known of rows besides their features: categories by the name of the feature, columns by role. */
export type Known = Partial<Pick<Rows, 'categories' | 'role'>>

/** The rows `index` of a frame of `total` rows, as a model sees them. */
export function rowsFor(
  images: Images,
  scope: Scope,
  columns: readonly Column[],
  index: Uint32Array | undefined,
  total: number,
  { categories = new Map(), role = () => undefined }: Known = {},
): Rows {
  const parts = columns.map(column => partOf(column, categories.get(column.name)))
  const named = columns.map(({ name }, c) => ({ name, part: parts[c] }))
  const names = componentNames(columns.map(featureSchema))
  /** The feature that column j comes from, and which of its components. */
  const ownerOf = (j: number): { c: number; k: number } => {
    let [c, k] = [0, j]
    for (; k >= widthOf(parts[c]); c++) k -= widthOf(parts[c])
    return { c, k }
  }
  const n = index ? index.length : total

  async function fill(matrix: Matrix): Promise<void> {
    refuseDense(named, n)
    using own = images.device.scope()
    await fillColumns(images, own, matrix, parts, index, names)
  }
  async function matrix(coding?: Coding, into = scope): Promise<Matrix> {
    refuseDense(named, n)
    const made = emptyMatrix(into, n, names.length)
    await fill(made)
    if (coding) recode(images.device, into, made, coding)
    return made
  }
  async function csr(): Promise<Sparse> {
    const sides = parts.map(async part =>
      part.form === 'terms'
        ? sparseRows(await part.sparse(), index)
        : sparseOf(
            (await components(part)).map(values => select(values, index)),
            n,
          ),
    )
    return sideBySide(await Promise.all(sides))
  }
  return {
    n,
    index,
    columns,
    names,
    categories,
    isSparse: parts.some(part => part.form === 'terms'),
    matrix,
    fill,
    async numbers(j) {
      const { c, k } = ownerOf(j)
      const [values] = await components(parts[c], k, k + 1)
      return finite(select(values, index), names[j])
    },
    async table() {
      refuseDense(named, n)
      const p = names.length
      const made = new Float64Array(n * p)
      let j = 0
      for (const part of parts)
        for (const values of await components(part)) {
          const own = finite(select(values, index), names[j])
          for (let i = 0; i < n; i++) made[i * p + j] = own[i]
          j++
        }
      return made
    },
    async codes(j) {
      const { c } = ownerOf(j)
      const known = categories.get(columns[c].name)
      if (!known) throw new Error(`${names[j]} is no category.`)
      const values = await components(parts[c])
      return { codes: Int32Array.from(select(values[0], index)), categories: known }
    },
    async missing(of) {
      if (columns.every(c => c.missing === 0)) return undefined
      const gaps = await Promise.all(columns.map((column, c) => gapsOf(column, parts[c])))
      return masks(scope, of, gaps.flat(), index)
    },
    csr,
    sparse: async () => new SparseMatrix(scope, await csr()),
    images: () => picturesOf(columns, index),
    sequences: () => sequencesOf(columns, index, n),
    role,
    async order() {
      const column = role('order') ?? role('time')
      return column && select(await numbersOf(column), index)
    },
    at: other => rowsFor(images, scope, columns, other, total, { categories, role }),
  }
}

/** Columns found to hold nothing infinite: a fit and the prediction after it read the same ones, 4 ms each time for 2 million cells. */
const checked = new WeakSet<Float64Array>()

/** Values, none of them infinite; a gap (NaN) is no infinity. */
function finite(values: Float64Array, name: string): Float64Array {
  if (checked.has(values)) return values
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) === Infinity) throw new InfiniteCells(name)
  checked.add(values)
  return values
}

/** What of a feature goes into the design matrix. */
function partOf(column: Column, categories: readonly string[] | undefined): Part {
  if (isPart(column.cells)) return column.cells
  if (!categories) throw new Error(`${column.name} holds categories, and nothing says which.`)
  const coded = column.cells.form === 'codes' ? column.cells : codeCells(column.cells.rows, () => codesOf(column))
  return looked(coded, new Map(categories.map((name, code) => [name, code])), -1)
}

/** What to do where a sparse feature has too many components. */
export const fewerTerms: Remedy = {
  text: 'Keep fewer components where they are made: prep.text (maxFeatures).',
  fix: { set: { node: 'prep.text', parameter: 'maxFeatures' } },
}

/** A sparse feature is not made dense where that would fill the memory. Errors: `data` for one of n rows that is too wide. */
export function refuseDense(parts: readonly { name: string; part: Part }[], n: number): void {
  const wide = parts.find(({ part }) => part.form === 'terms' && widthOf(part) * n > mostDense)
  if (!wide) return
  const size = `${formatNumber(n, 'integer')} rows × ${formatNumber(widthOf(wide.part), 'integer')}`
  throw new LatheError({
    code: 'data',
    message: `${wide.name} is sparse (${size} components), and this node would need it dense, which is too much.`,
    remedy: fewerTerms,
  })
}

/** Of each component, whether a row lacks it; undefined where none does. */
async function gapsOf(column: Column, part: Part): Promise<(Uint8Array | undefined)[]> {
  if (column.missing === 0) return new Array<undefined>(widthOf(part)).fill(undefined)
  if (!isPart(column.cells)) return [Uint8Array.from((await codesOf(column)).codes, code => (code < 0 ? 1 : 0))]
  return (await components(part)).map(values => Uint8Array.from(values, x => (Number.isNaN(x) ? 1 : 0)))
}

function masks(
  scope: Scope,
  { blocks }: Matrix,
  gaps: readonly (Uint8Array | undefined)[],
  index: Uint32Array | undefined,
): GPUBuffer[] {
  return blocks.map(({ start, rows, stride }) => {
    const words = Math.ceil(stride / 32)
    const bits = new Uint32Array(words * gaps.length)
    for (const [j, gap] of gaps.entries())
      for (let i = 0; gap && i < rows; i++)
        if (gap[index ? index[start + i] : start + i] === 1) bits[j * words + (i >>> 5)] |= 1 << (i & 31)
    return scope.upload(bits)
  })
}

async function picturesOf(columns: readonly Column[], index: Uint32Array | undefined): Promise<Pictures> {
  const [{ cells }] = columns
  if (columns.length > 1 || cells.form !== 'image')
    throw new LatheError({
      code: 'data',
      message: `Pictures are needed, and the features are ${listOf(columns)}.`,
      remedy: {
        text: 'Keep one image column as the only feature in table.columns.',
        fix: { set: { node: 'table.columns', parameter: 'features' } },
      },
    })
  const { height, width, channels } = cells
  const bytes = selectRows(await cells.bytes(), height * width * channels, index)
  return { height, width, channels, bytes }
}

async function sequencesOf(columns: readonly Column[], index: Uint32Array | undefined, n: number): Promise<Sequences> {
  const windows = columns.map(c => c.cells).filter(isWindow)
  const steps = windows[0]?.shape[0]
  if (windows.length < columns.length || windows.some(w => w.shape[0] !== steps))
    throw new LatheError({
      code: 'data',
      message: `Windows over the same number of steps are needed, and the features are ${listOf(columns)}.`,
      remedy: 'Give windows that were made with one number of steps.',
    })
  const features = windows.reduce((sum, w) => sum + w.shape[1], 0)
  const values = new Float64Array(n * steps * features)
  let first = 0
  for (const window of windows) {
    const own = selectRows(await window.values(), window.width, index)
    const [, width] = window.shape
    for (let step = 0; step < n * steps; step++)
      values.set(own.subarray(step * width, (step + 1) * width), step * features + first)
    first += width
  }
  return { steps, features, values }
}

type Window = VectorCells & { readonly shape: readonly [number, number] }
const isWindow = (cells: Column['cells']): cells is Window => cells.form === 'vector' && cells.shape !== undefined

/** Rows of `width` cells each. */
function selectRows<T extends Float64Array | Uint8Array>(cells: T, width: number, index: Uint32Array | undefined): T {
  if (!index) return cells
  const out = (
    cells instanceof Uint8Array ? new Uint8Array(index.length * width) : new Float64Array(index.length * width)
  ) as T
  for (let i = 0; i < index.length; i++) out.set(cells.subarray(index[i] * width, (index[i] + 1) * width), i * width)
  return out
}

function listOf(columns: readonly Column[]): string {
  const some = columns.slice(0, 3).map(c => `${c.name} (${c.kind})`)
  return columns.length > 3 ? `${some.join(', ')} and ${columns.length - 3} more` : some.join(' and ')
}
