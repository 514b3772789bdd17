import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { importDefaults } from '../../shared/contracts/datasets'
import { openStore } from './store'

const samples = resolve(import.meta.dirname, '../../../resources/samples')
const scratch = mkdtempSync(join(tmpdir(), 'lathe-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

let counter = 0
const newFolder = (): string => join(scratch, `store${counter++}`)
const newFile = (name: string, content: string): string => {
  const path = join(scratch, name)
  writeFileSync(path, content)
  return path
}
const open = (folder: string | null = null) => openStore({ folder, samples })
const table = 'id,weight,name,day,ok,group\n1,1.5,"a, b",2020-01-01,true,x\n2,,é,2020-01-02,false,y\n3,-2,,,,x\n'

describe('the store', () => {
  it('gives back every kind of cell', async () => {
    await using store = await open()
    const dataset = await store.open(newFile('kinds.csv', table), importDefaults)
    expect(dataset).toMatchObject({ name: 'kinds', inspection: { rows: 3 } })
    const cells = await store.columns(dataset.id, ['weight', 'id', 'name', 'day', 'ok', 'group'])
    expect(cells).toEqual([
      { name: 'weight', kind: 'number', values: Float64Array.of(1.5, NaN, -2) },
      { name: 'id', kind: 'integer', values: Float64Array.of(1, 2, 3) },
      { name: 'name', kind: 'text', codes: Int32Array.of(0, 1, -1), categories: ['a, b', 'é'] },
      { name: 'day', kind: 'time', values: Float64Array.of(Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 2), NaN) },
      { name: 'ok', kind: 'boolean', values: Float64Array.of(1, 0, NaN) },
      { name: 'group', kind: 'category', codes: Int32Array.of(0, 1, 0), categories: ['x', 'y'] },
    ])
  })

  it('gives back texts that begin with U+FEFF, alone and among others', async () => {
    const texts = ['\ufeffa', 'a\ufeff', '\ufeff\ufeffb', '\ufeff\ufefflong enough to be no inline text', 'b']
    await using store = await open()
    const path = newFile('marks.csv', `id,x,y\n${texts.map((text, i) => `${i},"${text}",${text}c\n`).join('')}`)
    const { id } = await store.open(path, { ...importDefaults, types: { x: 'text', y: 'category' } })
    const [x, y] = await store.columns(id, ['x', 'y'])
    expect('codes' in x && Array.from(x.codes, code => x.categories[code])).toEqual(texts)
    expect('codes' in y && Array.from(y.codes, code => y.categories[code])).toEqual(texts.map(text => `${text}c`))
  })

  it('writes times without a zone as they came, moments with it', async () => {
    await using store = await open()
    const rows =
      '2020-08-14 22:00:00,2020-08-14 22:00:00+02:00,2020-08-14\n2020-08-15 10:30:00.5,2020-08-15 10:30:00Z,2020-08-15\n'
    const { id, inspection } = await store.open(newFile('clock.csv', `clock,moment,day\n${rows}`), importDefaults)
    expect(inspection.columns.map(c => c.zone)).toEqual([undefined, 'utc', undefined])
    expect(inspection.columns[0]).toMatchObject({ min: '2020-08-14T22:00:00.000', max: '2020-08-15T10:30:00.500' })
    const [csv, json] = [join(scratch, 'clock.out.csv'), join(scratch, 'clock.out.json')]
    await store.exportTable(id, csv, { exact: false })
    await store.exportTable(id, json, { exact: false })
    expect(readFileSync(csv, 'utf8').split('\n').slice(1, 3)).toEqual([
      '2020-08-14T22:00:00,2020-08-14T20:00:00Z,2020-08-14',
      '2020-08-15T10:30:00.500,2020-08-15T10:30:00Z,2020-08-15',
    ])
    expect(JSON.parse(readFileSync(json, 'utf8'))[0]).toEqual({
      clock: '2020-08-14T22:00:00',
      moment: '2020-08-14T20:00:00Z',
      day: '2020-08-14',
    })
    const again = await store.open(csv, importDefaults)
    expect(await store.columns(again.id, ['clock', 'moment', 'day'])).toEqual(
      await store.columns(id, ['clock', 'moment', 'day']),
    )
  })

  it('keeps 70,000 rows in order, in every kind', async () => {
    const rows = Array.from({ length: 70_001 }, (_, i) => [
      i * 2 ** 33,
      i % 7 ? i / 8 : '',
      `t${i}`,
      i % 300 ? `g${i % 300}` : '',
      i % 2 === 0,
    ])
    await using store = await open()
    const path = newFile('long.csv', `a,b,c,d,e\n${rows.map(row => row.join()).join('\n')}\n`)
    const { id, inspection } = await store.open(path, { ...importDefaults, types: { d: 'category' } })
    expect(inspection.columns.map(c => c.kind)).toEqual(['integer', 'number', 'text', 'category', 'boolean'])
    const cells = await store.columns(id, ['a', 'b', 'c', 'd', 'e'])
    const plain = cells.map(c =>
      'codes' in c
        ? Array.from(c.codes, code => c.categories[code] ?? '')
        : Array.from(c.values, v => (Number.isNaN(v) ? '' : v)),
    )
    expect(plain[4]).toEqual(rows.map(row => Number(row[4])))
    for (const i of [0, 1, 2, 3]) expect(plain[i]).toEqual(rows.map(row => row[i]))
  })

  it('imports a file once, by its bytes and options', async () => {
    const folder = newFolder()
    const path = newFile('once.csv', table)
    const same = newFile('same bytes.csv', table)
    {
      await using store = await open(folder)
      const [first, second] = await Promise.all([store.open(path, importDefaults), store.open(path, importDefaults)])
      expect(second.id).toBe(first.id)
      expect(await store.open(same, importDefaults)).toMatchObject({ id: first.id, name: 'same bytes' })
      expect((await store.open(path, { ...importDefaults, header: 'no' })).id).not.toBe(first.id)
      expect(store.list()).toHaveLength(2)
      expect(await store.open(`dataset:${first.fingerprint}`, importDefaults)).toEqual(first)
    }
    await using again = await open(folder)
    expect(again.damaged).toEqual([])
    expect(again.list()).toHaveLength(2)
    const { id } = await again.open(path, importDefaults)
    expect((await again.columns(id, ['group']))[0]).toMatchObject({
      codes: Int32Array.of(0, 1, 0),
      categories: ['x', 'y'],
    })
  })

  it('reads a table in another way from the bytes it keeps, also when it is opened anew', async () => {
    const folder = join(scratch, 'kept')
    const dropped = join(scratch, 'dropped.csv')
    writeFileSync(dropped, 'a;b\n1;2,5\n3;4,5\n')
    const first = await openStore({ folder, samples })
    const made = await first.open(dropped, { ...importDefaults, delimiter: ',' })
    await first.keepOriginal(made.id, dropped)
    rmSync(dropped)
    await first.close()
    await using second = await openStore({ folder, samples })
    const path = `dataset:${made.fingerprint}`
    const same = await second.open(path, { ...importDefaults, delimiter: ',' })
    expect(same.fingerprint).toBe(made.fingerprint)
    const other = await second.open(path, importDefaults)
    expect(other).toMatchObject({ name: 'dropped', inspection: { dialect: { delimiter: ';', decimal: ',' }, rows: 2 } })
    expect(other.fingerprint).not.toBe(made.fingerprint)
  })

  it('has the bundled tables', async () => {
    await using store = await open()
    expect((await store.sample('penguins')).inspection).toMatchObject({ rows: 344, rejected: [], warnings: [] })
    await expect(store.sample('pinguins')).rejects.toMatchObject({
      message: 'There is no sample "pinguins".',
      remedy: { text: expect.stringContaining('anscombe, breastCancer') as string },
    })
    for (const file of readdirSync(samples).filter(name => name.endsWith('.csv'))) {
      const { inspection } = await store.sample(file.slice(0, -4))
      expect(inspection, file).toMatchObject({ rejected: [], warnings: [], dialect: { delimiter: ',', header: true } })
    }
  })

  it('leaves no folder behind when it was private', async () => {
    const place = newFolder()
    mkdirSync(place)
    for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, place)
    const store = await open()
    expect(readdirSync(place)).toHaveLength(1)
    await store.close()
    expect(readdirSync(place)).toEqual([])
    vi.unstubAllEnvs()
  })

  it('names what is wrong with a path', async () => {
    await using store = await open()
    const missing = join(scratch, 'missing.csv')
    await expect(store.open(missing, importDefaults)).rejects.toMatchObject({
      code: 'input',
      where: missing,
      message: 'There is no such file.',
    })
    await expect(store.inspect(missing, importDefaults)).rejects.toMatchObject({ code: 'input', where: missing })
    await expect(store.open(scratch, importDefaults)).rejects.toMatchObject({
      code: 'input',
      message: 'This is a folder, not a file.',
    })
    const open4 = newFile('open.csv', 'a,b\n"3","x"y\n')
    await expect(store.open(open4, importDefaults)).rejects.toMatchObject({ where: `${open4}: line 2` })
    await expect(store.columns('nothing', ['a'])).rejects.toMatchObject({ code: 'data' })
    expect(store.list()).toEqual([])
  })

  it('reads a large file in a thread, and stops when cancelled', async () => {
    const path = newFile('large.csv', `a,b\n${Array.from({ length: 200_000 }, (_, i) => `${i},${i}.25`).join('\n')}\n`)
    await using store = await open()
    const cancel = new AbortController()
    const stopped = store.open(path, importDefaults, () => cancel.abort(), cancel.signal)
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect(store.list()).toEqual([])
    const seen: number[] = []
    const { inspection } = await store.open(path, importDefaults, fraction => seen.push(fraction))
    expect(inspection).toMatchObject({
      rows: 200_000,
      columns: [
        { min: 0, max: 199_999 },
        { kind: 'number', distinct: 200_000 },
      ],
    })
    expect(seen.at(-1)).toBe(1)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    const bad = newFile('large bad.csv', `a,b\n${'1,2\n'.repeat(200_000)}3,"x\n4,5\n`)
    const { rows, rejected } = (await store.open(bad, importDefaults)).inspection
    expect([rows, rejected.map(r => r.line)]).toEqual([200_001, [200_002]])
  })

  it.each([
    ['grows', (path: string) => appendFileSync(path, '7,7\n')],
    ['is replaced', (path: string) => renameSync(newFile('other.csv', 'a,b\n1,2\n'), path)],
    ['is removed', (path: string) => rmSync(path)],
  ])('keeps nothing of a file that %s while it is read', async (_, change) => {
    const text = `a,b\n${'1,2\n'.repeat(200_000)}`
    const path = newFile('changing.csv', text)
    await using store = await open()
    let changed = false
    const once = (): void => {
      if (!changed) change(path)
      changed = true
    }
    const said = { code: 'input', where: path, message: expect.stringContaining('while it was read') as unknown }
    await expect(store.open(path, importDefaults, once)).rejects.toMatchObject(said)
    expect(changed).toBe(true)
    expect(store.list()).toEqual([])
    newFile('changing.csv', text)
    expect((await store.open(path, importDefaults)).inspection.rows).toBe(200_000)
  })
})

describe('damage', () => {
  const filled = async (): Promise<{ folder: string; path: string }> => {
    const folder = newFolder()
    const path = newFile(`damage${counter}.csv`, table)
    await using store = await open(folder)
    await store.open(path, importDefaults)
    return { folder, path }
  }

  it('notices rows that are gone, and imports again', async () => {
    const { folder, path } = await filled()
    const instance = await DuckDBInstance.create(join(folder, 'datasets.duckdb'))
    const connection = await instance.connect()
    const [[name]] = (
      await connection.runAndReadAll(
        "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'dataset_%'",
      )
    ).getRows()
    await connection.run(`DELETE FROM ${String(name)} WHERE c0 = 2`)
    connection.closeSync()
    instance.closeSync()
    await using store = await open(folder)
    expect(store.damaged).toMatchObject([
      { message: expect.stringContaining('has 2 rows where 3 were written') as string },
    ])
    expect(store.list()).toEqual([])
    expect((await store.open(path, importDefaults)).inspection.rows).toBe(3)
  })

  it('notices a cell that is not as written', async () => {
    const { folder, path } = await filled()
    const instance = await DuckDBInstance.create(join(folder, 'datasets.duckdb'))
    const connection = await instance.connect()
    const [[name]] = (
      await connection.runAndReadAll(
        "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'dataset_%'",
      )
    ).getRows()
    await connection.run(`UPDATE ${String(name)} SET c1 = 99 WHERE c0 = 1`)
    connection.closeSync()
    instance.closeSync()
    await using store = await open(folder)
    const { id } = await store.open(path, importDefaults)
    await expect(store.columns(id, ['weight'])).rejects.toMatchObject({
      code: 'format',
      message: expect.stringContaining('is damaged') as string,
    })
    expect(await store.columns(id, ['id'])).toHaveLength(1)
  })

  it('notices a write-ahead log that was cut short, at 12 places', async () => {
    const source = newFolder()
    const killed = await copyOfRunningStore(source)
    const log = join(killed, 'datasets.duckdb.wal')
    const bytes = readFileSync(log)
    expect(bytes.length).toBeGreaterThan(1000)
    for (let i = 0; i < 12; i++) {
      writeFileSync(log, bytes)
      truncateSync(log, Math.floor((bytes.length * i) / 12))
      const place = newFolder()
      copyFolder(killed, place)
      await using store = await open(place)
      const noticed = store.damaged.length + store.list().length
      expect(noticed).toBe(2)
      expect(store.damaged.length + (store.quarantined ? 1 : 0)).toBeGreaterThan(0)
    }
  })

  it('moves a broken write-ahead log aside and opens', async () => {
    const killed = await copyOfRunningStore(newFolder())
    const log = join(killed, 'datasets.duckdb.wal')
    const bytes = readFileSync(log)
    bytes.fill(0xa5, Math.floor(bytes.length / 4), Math.floor(bytes.length / 2))
    writeFileSync(log, bytes)
    await using store = await open(killed)
    expect(store.quarantined).toContain('.wal.corrupt-')
    expect(statSync(store.quarantined!).size).toBe(bytes.length)
    expect(store.damaged.length + store.list().length).toBe(2)
  })
})

/** The files of a store as a kill would leave them: two imports, the log not yet folded in. */
async function copyOfRunningStore(folder: string): Promise<string> {
  const copy = newFolder()
  await using store = await open(folder)
  for (const name of ['one', 'two'])
    await store.open(
      newFile(
        `${name}${counter}.csv`,
        `${name},x\n${Array.from({ length: 500 }, (_, i) => `${i},t${i}`).join('\n')}\n`,
      ),
      importDefaults,
    )
  copyFolder(folder, copy)
  return copy
}

function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true })
}
