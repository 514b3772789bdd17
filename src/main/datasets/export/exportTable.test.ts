import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import { importDefaults } from '../../../shared/contracts/datasets'
import { openStore } from '../store'

const samples = resolve(import.meta.dirname, '../../../../resources/samples')
const folder = mkdtempSync(join(tmpdir(), 'lathe-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const source = join(folder, 'source.csv')
writeFileSync(
  source,
  'id,__proto__,a"b,A,day,ok\n1,1.5,"x, y",=1+1,2020-01-01,true\n2,,é,b,2020-01-02,false\n3,-2,,=1+1,,\n',
)

const exported = async (name: string, exact = true): Promise<string> => {
  await using store = await openStore({ folder: null, samples })
  const { id } = await store.open(source, importDefaults)
  const target = join(folder, name)
  await store.exportTable(id, target, { exact })
  return target
}

describe('exportTable', () => {
  it('writes JSON as row objects', async () => {
    const rows: unknown = JSON.parse(readFileSync(await exported('out.json'), 'utf8'))
    expect(rows).toEqual([
      JSON.parse('{"id":1,"__proto__":1.5,"a\\"b":"x, y","A":"=1+1","day":"2020-01-01","ok":true}'),
      JSON.parse('{"id":2,"__proto__":null,"a\\"b":"é","A":"b","day":"2020-01-02","ok":false}'),
      JSON.parse('{"id":3,"__proto__":-2,"a\\"b":null,"A":"=1+1","day":null,"ok":null}'),
    ])
  })

  it('writes CSV that a spreadsheet does not run, or exactly', async () => {
    expect(readFileSync(await exported('safe.csv', false), 'utf8')).toContain("'=1+1")
    expect(readFileSync(await exported('exact.csv'), 'utf8')).toBe(
      'id,__proto__,"a""b",A,day,ok\n1,1.5,"x, y",=1+1,2020-01-01,true\n2,,é,b,2020-01-02,false\n3,-2,,=1+1,,\n',
    )
  })

  it('writes Parquet that others read', async () => {
    const path = await exported("o'ut.parquet")
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const result = await connection.runAndReadAll('SELECT id, "a""b", "A", day::VARCHAR, ok FROM read_parquet($1)', [
      path,
    ])
    expect(result.getRowsJson()).toEqual([
      ['1', 'x, y', '=1+1', '2020-01-01 00:00:00', true],
      ['2', 'é', 'b', '2020-01-02 00:00:00', false],
      ['3', null, '=1+1', null, null],
    ])
    connection.closeSync()
    instance.closeSync()
  })

  it('knows three endings, and leaves nothing half-written', async () => {
    await expect(exported('out.xlsx')).rejects.toMatchObject({
      code: 'usage',
      remedy: { text: 'End the name in .csv, .parquet or .json.' },
    })
    await expect(exported('none/out.parquet')).rejects.toMatchObject({ code: 'input' })
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([])
  })
})
