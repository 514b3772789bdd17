import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef, triggerRef, watch } from 'vue'
import { type ColumnProfile, type Filter, nodeSpecs, type Overview, type QuestionOf } from '../../../compute'
import type { ColumnInfo, Kind, Role } from '../../../shared/frame'
import type { LatheError } from '../../../shared/errors'
import { sourceOf } from '../../node/sources'
import { useDocument } from '../../stores/document'
import { useRecall } from '../../stores/recall'
import { useRun } from '../../stores/run'
import { useView } from '../../stores/view'
import { type Begun, useWaiting } from '../../stores/waiting'
import { RowPages } from './rowPages'

/** A column of the grid; the partition of the rows is one without a name of its own. */
export interface GridColumn {
  name: string | null
  title: string
  kind: Kind
  role: Role | null
  missing: number
  width: number
  wide?: NonNullable<ColumnInfo['wide']>
}

type Sort = NonNullable<QuestionOf<'rows'>['sort']>

/** Bands of the lane at the right of the grid. */
export const laneBands = 240

/** The table that the data page shows: of which node, how sorted and filtered, and what of it is at hand. */
export const useTable = defineStore('table', () => {
  const documents = useDocument()
  const run = useRun()
  const view = useView()
  const recall = useRecall()
  const waiting = useWaiting()

  /** Nothing is asked while another page is open. */
  const here = computed(() => view.page === 'data')

  /** The node chosen on the page; otherwise the selected one or what enters it, or the last node that loads data. */
  const chosen = ref<string | null>(null)
  const sort = shallowRef<Sort | null>(null)
  const filters = shallowRef<readonly Filter[]>([])
  const hidden = shallowRef<ReadonlySet<string>>(new Set())
  /** The column that the panel is about. */
  const column = ref<string | null>(null)

  const nodes = computed(() => documents.document.nodes.filter(n => run.of(n.id).frame !== undefined))
  const node = computed(() => {
    const has = (id: string | null | undefined): id is string => nodes.value.some(n => n.id === id)
    if (has(chosen.value)) return chosen.value
    const [selected] = view.selected
    if (has(selected)) return selected
    // One that gave no table, as one that failed: what enters it.
    const { document } = documents
    const entering =
      selected === undefined ? undefined : sourceOf(document, nodeSpecs, id => run.of(id).frame, selected)?.node
    if (has(entering)) return entering
    return (nodes.value.findLast(n => n.type.startsWith('data.')) ?? nodes.value.at(-1))?.id ?? null
  })
  const frame = computed(() => (node.value === null ? undefined : run.of(node.value).frame))

  const columns = computed<GridColumn[]>(() => {
    const { columns: all = [], parts } = frame.value ?? {}
    const made = all.filter(c => !hidden.value.has(c.name)).map(c => ({ ...c, title: c.name, width: widthOf(c) }))
    const part = { name: null, title: 'partition', kind: 'category', role: null, missing: 0, width: 152 } as const
    return parts ? [part, ...made] : made
  })
  const named = computed(() => columns.value.flatMap(c => c.name ?? []))
  const offset = computed(() => columns.value.length - named.value.length)

  /** Rows left after the filters; while that is not known, all. */
  const total = ref(0)
  const sorting = ref(false)
  const fault = shallowRef<LatheError | null>(null)
  /** Raised when a page has come: what is drawn depends on it. */
  const version = ref(0)
  const overview = shallowRef<Overview | null>(null)
  const brief = shallowReactive(new Map<string, ColumnProfile>())
  const detail = shallowRef<ColumnProfile | null>(null)
  const query = (): { node: string; sort?: Sort; filters: Filter[] } => ({
    node: node.value!,
    filters: [...filters.value],
    ...(sort.value && { sort: sort.value }),
  })

  const pages = shallowRef(newPages())
  function newPages(): RowPages {
    return new RowPages(
      (rows, across, signal) => {
        const asked = { is: 'rows', ...query(), offset: rows.start, limit: rows.end - rows.start } as const
        return recall.ask<'rows'>({ ...asked, columns: named.value.slice(across.start, across.end) }, signal)
      },
      page => {
        total.value = page.total
        endOrdering(true)
        version.value++
      },
      error => {
        endOrdering()
        fault.value = error
      },
    )
  }

  /** Sorting and filtering of a large table is told with its time left, and can be taken back. */
  let ordering: Begun | undefined
  function endOrdering(whole = false): void {
    sorting.value = false
    ordering?.end(whole)
    ordering = undefined
  }
  function order(): void {
    const { rows = 0 } = frame.value ?? {}
    const by = sort.value ? (sort.value.column ?? 'partition') : undefined
    if (by === undefined && filters.value.length === 0) return
    ordering = waiting.begin({
      title: by === undefined ? 'Filtering rows' : `Sorting by ${by}`,
      kind: by === undefined ? 'filter' : 'sort',
      amount: rows,
      stop: () => {
        const what = by === undefined ? 'Filtering' : 'Sorting'
        if (sort.value) sort.value = null
        else filters.value = []
        view.say({
          tone: 'plain',
          text: `${what} was stopped: the rows are ${sort.value || filters.value.length > 0 ? 'filtered' : 'all here'}, as in the file.`,
        })
      },
    })
  }

  let lane = new AbortController()
  function refresh(): void {
    endOrdering()
    pages.value.close()
    pages.value = newPages()
    lane.abort()
    fault.value = null
    sorting.value = true
    version.value++
    if (!here.value || node.value === null) return
    order()
    lane = new AbortController()
    void ask<'overview'>({ is: 'overview', ...query(), bands: laneBands }, lane.signal).then(got => {
      if (got) overview.value = got
    })
  }

  /** Where a row of the table stands among those shown, by its number in the gutter from 0; null where a filter hides it. */
  async function placeOf(row: number): Promise<number | null> {
    if (!sort.value && filters.value.length === 0) return row
    return (await recall.ask<'place'>({ is: 'place', ...query(), row }, lane.signal)).place
  }

  /** Asks again for rows that were stopped on their way. */
  function again(): void {
    if (node.value === null) return
    recall.allow(node.value)
    refresh()
    void look()
    wantBrief(named.value)
  }

  /** An answer; undefined when it was dropped or failed, which the grid tells by itself. */
  async function ask<K extends 'overview' | 'profile'>(question: QuestionOf<K>, signal: AbortSignal) {
    try {
      const got = await recall.ask<K>(question, signal)
      return signal.aborted ? undefined : got
    } catch {
      return undefined
    }
  }

  let profiling = new AbortController()
  const queue: string[] = []
  let busy = false

  /** Asks for what a header shows, one column after the other, the target first: its classes mark the cells. */
  function wantBrief(names: readonly string[]): void {
    const target = frame.value?.columns.find(c => c.role === 'target')?.name
    const first = target === undefined ? names : [target, ...names.filter(name => name !== target)]
    queue.splice(0, queue.length, ...first.filter(name => !brief.has(name)))
    void work()
  }

  async function work(): Promise<void> {
    if (busy) return
    busy = true
    const { signal } = profiling
    for (let name = queue.shift(); name !== undefined && node.value !== null; name = queue.shift()) {
      const question = { is: 'profile', node: node.value, column: name, detail: false, bins: 24 } as const
      const got = await ask<'profile'>(question, signal)
      if (signal.aborted) break
      if (got) brief.set(name, got)
    }
    busy = false
    if (queue.length > 0) void work()
  }

  let looking = new AbortController()
  async function look(): Promise<void> {
    looking.abort()
    looking = new AbortController()
    if (!here.value || node.value === null || column.value === null) return void (detail.value = null)
    const question = { is: 'profile', node: node.value, column: column.value, detail: true, bins: 30 } as const
    const got = await ask<'profile'>(question, looking.signal)
    if (got) detail.value = got
  }

  // Who selects another node wants its table.
  watch(
    () => view.selected,
    () => (chosen.value = null),
  )
  watch(node, () => {
    sort.value = null
    filters.value = []
    hidden.value = new Set()
  })
  watch(
    frame,
    now => {
      total.value = now?.rows ?? 0
      overview.value = null
      profiling.abort()
      profiling = new AbortController()
      busy = false
      brief.clear()
      const there = (name: string | null): boolean => now?.columns.some(c => c.name === name) ?? false
      if (!there(column.value))
        column.value = (now?.columns.find(c => c.role === 'target') ?? now?.columns[0])?.name ?? null
      filters.value = filters.value.filter(f => f.column === null || there(f.column))
      if (sort.value && sort.value.column !== null && !there(sort.value.column)) sort.value = null
    },
    { immediate: true },
  )
  watch([here, node, frame, sort, filters, named], refresh, { immediate: true })
  watch([here, node, frame, column], () => void look(), { immediate: true })

  /** Rising, falling, as in the file. */
  function turnSort(name: string | null): void {
    const now = sort.value
    if (now?.column !== name) sort.value = { column: name, descending: false }
    else sort.value = now.descending ? null : { column: name, descending: true }
  }

  function setFilters(name: string | null, made: readonly Filter[]): void {
    filters.value = [...filters.value.filter(f => f.column !== name), ...made]
  }

  function toggleColumn(name: string): void {
    const next = new Set(hidden.value)
    if (!next.delete(name)) next.add(name)
    hidden.value = next
    triggerRef(hidden)
  }

  return {
    chosen,
    node,
    nodes,
    frame,
    columns,
    offset,
    sort,
    filters,
    hidden,
    column,
    total,
    sorting,
    fault,
    version,
    overview,
    brief,
    detail,
    pages,
    query,
    again,
    placeOf,
    wantBrief,
    turnSort,
    setFilters,
    toggleColumn,
  }
})

/** Wide enough for the name and the usual cells. */
function widthOf({ name, kind }: { name: string; kind: Kind }): number {
  const least =
    kind === 'vector' ? 240 : kind === 'text' ? 200 : kind === 'time' ? 168 : kind === 'category' ? 128 : 152
  return Math.min(320, Math.max(least, Math.round(name.length * 7) + 84))
}
