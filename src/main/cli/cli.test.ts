import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Results } from '../../shared/results/results'

/** The command line, run as a person runs it: whatever a driver prints by itself, it says what it has to say and nothing else. */
const lathe = (args: string[], env: Record<string, string> = {}, input = '') => {
  const done = spawnSync(process.execPath, ['scripts/lathe.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    input,
  })
  return { status: done.status, out: done.stdout, err: done.stderr }
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lathe-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

interface Line {
  csv?: string | Uint8Array
  target?: string
  nodes?: object[]
  edges?: object[]
  change?: (document: Record<string, unknown>) => void
}

let made = 0
/** A pipeline that loads a table and goes on with the nodes given, in a row. */
function pipeline({ csv = 'x,y\n1,2\n2,4\n3,7\n4,8\n', target, nodes = [], edges, change }: Line): string {
  const name = `case${made++}`
  write(`${name}.csv`, csv)
  const all = [
    { id: 'load', type: 'data.file', params: { path: `${name}.csv` } },
    ...(target === undefined ? [] : [{ id: 'columns', type: 'table.columns', params: { target } }]),
    ...nodes,
  ] as { id: string }[]
  const document: Record<string, unknown> = {
    format: 'lathe/pipeline',
    version: 1,
    name,
    nodes: all,
    edges: edges ?? all.slice(1).map((node, i) => ({ from: all[i].id, to: node.id })),
  }
  change?.(document)
  return write(`${name}.lathe.json`, JSON.stringify(document))
}

const linear = { id: 'train', type: 'model.linearRegression' }
const logistic = { id: 'train', type: 'model.logisticRegression' }
const rows = (n: number, row: (i: number) => string): string => Array.from({ length: n }, (_, i) => row(i)).join('\n')

describe('bad input: one clear line, the right exit status, nothing written', () => {
  const cases: [string, number, RegExp, () => string[]][] = [
    ['a missing pipeline', 2, /does not exist/, () => ['run', join(folder, 'none.lathe.json')]],
    [
      'a missing data file',
      1,
      /load: .*none\.csv: There is no such file\. Check/,
      () => [
        'run',
        pipeline({ change: d => ((d['nodes'] as { params: { path: string } }[])[0].params.path = 'none.csv') }),
      ],
    ],
    ['an empty file', 1, /load: .*empty/i, () => ['run', pipeline({ csv: '' })]],
    ['a header only', 1, /load: .*(no rows|only a header|header)/i, () => ['run', pipeline({ csv: 'a,b,c\n' })]],
    [
      'a wrong encoding',
      1,
      /load: .*(utf-8|encoding)/i,
      () => [
        'run',
        pipeline({
          csv: Uint8Array.of(97, 44, 98, 10, 0xe9, 44, 49, 10),
          change: d => Object.assign((d['nodes'] as { params: object }[])[0].params, { encoding: 'utf-8' }),
        }),
      ],
    ],
    [
      'a target that does not exist',
      1,
      /columns: There is no column named "z"/,
      () => ['run', pipeline({ target: 'z' })],
    ],
    [
      'text where numbers are needed',
      1,
      /train: .*numbers/i,
      () => ['run', pipeline({ csv: `x,y\n${rows(30, i => `${i},${'abc'[i % 3]}`)}\n`, target: 'y', nodes: [linear] })],
    ],
    [
      'one class only',
      1,
      /train: .*only one class/,
      () => ['run', pipeline({ csv: `x,y\n${rows(30, i => `${i},a`)}\n`, target: 'y', nodes: [logistic] })],
    ],
    [
      'more clusters than rows',
      1,
      /train: .*cluster/i,
      () => ['run', pipeline({ nodes: [{ id: 'train', type: 'model.kMeans', params: { nClusters: 5 } }] })],
    ],
    [
      'an unknown parameter',
      2,
      /nodes\[1\]\.params\.penality: .*no parameter "penality"/,
      () => ['run', pipeline({ nodes: [{ ...linear, params: { penality: 'l1' } }] })],
    ],
    [
      'a newer format version',
      2,
      /version 2; this program reads up to version 1/,
      () => ['run', pipeline({ change: d => (d['version'] = 2) })],
    ],
    [
      'a circle',
      2,
      /edges: .*circle/,
      () => [
        'run',
        pipeline({
          nodes: [
            { id: 'a', type: 'prep.scale' },
            { id: 'b', type: 'prep.scale' },
          ],
          edges: [
            { from: 'a', to: 'b' },
            { from: 'b', to: 'a' },
          ],
        }),
      ],
    ],
    [
      'a port of the wrong kind',
      2,
      /edges\[0\]\.to: load gives a frame, but apply\.model takes a model/,
      () => [
        'run',
        pipeline({ nodes: [{ id: 'apply', type: 'predict' }], edges: [{ from: 'load', to: 'apply.model' }] }),
      ],
    ],
    [
      'an unknown node type',
      2,
      /There is no node type "model\.kMean".*model\.kMeans/,
      () => ['run', pipeline({ nodes: [{ id: 'a', type: 'model.kMean' }] })],
    ],
    ['a wrong option', 2, /--bogus/, () => ['run', pipeline({}), '--bogus']],
    ['an unknown node in --set', 2, /names the node tarin/, () => ['run', pipeline({}), '--set', 'tarin.c=1']],
    ['a wrong adapter', 2, /--adapter must be/, () => ['run', pipeline({}), '--adapter', 'gpu']],
  ]
  it.each(cases)('%s', (_, status, sentence, args) => {
    const results = join(folder, 'out.json')
    const line = args()
    const done = lathe([...line, ...(status === 1 ? [] : ['--quiet'])])
    expect(done.err).toMatch(sentence)
    expect(done.status).toBe(status)
    const fault = done.err.split('\n').filter(l => l.startsWith('lathe: '))
    expect(fault).toHaveLength(1)
    expect(done.err).not.toMatch(/\n\s+at |internal|undefined|NaN/)
    expect(existsSync(results)).toBe(false)
  })

  it('no adapter', () => {
    const done = lathe(['run', pipeline({}), '--quiet'], {
      VK_DRIVER_FILES: '/none.json',
      VK_ADD_DRIVER_FILES: '',
      VK_ICD_FILENAMES: '',
    })
    expect(done.err).toMatch(/^lathe: No WebGPU adapter was found\. VK_DRIVER_FILES names .*\n$/)
    expect(done.status).toBe(1)
  })

  describe.runIf(process.platform === 'linux')('what native code prints by itself', () => {
    /** As Dawn does on Debian 12's Mesa: past Node, to the descriptor. */
    const chatter = (name: string, more = ''): Record<string, string> => ({
      NODE_OPTIONS: `--require ${write(
        `${name}.cjs`,
        `if (process.argv[1].endsWith('dist/node/lathe.mjs')) {
          require('node:fs').writeSync(2, 'Warning: Vulkan shaderUniform*ArrayDynamicIndexing required.\\n - While initializing adapter\\n    at InitializeImpl\\n\\n')
          ${more}
        }`,
      )}`,
    })

    it('is not told when all is well, or when the fault lies elsewhere', () => {
      expect(lathe(['adapters'], chatter('well'))).toMatchObject({ status: 0, err: '' })
      const { status, err } = lathe(['run', join(folder, 'none.lathe.json')], chatter('elsewhere'))
      expect([status, err.split('\n').length]).toEqual([2, 2])
    })

    it('is the reason where there is no adapter, in one line', () => {
      const { status, err } = lathe(['adapters'], { ...chatter('none'), VK_DRIVER_FILES: '/none.json' })
      expect(err).toMatch(/^lathe: No WebGPU adapter .*\(Vulkan shaderUniform\*ArrayDynamicIndexing required\)\..*\n$/)
      expect(status).toBe(1)
    })

    it('is told when the program cannot say itself how it ended', () => {
      const crashed = lathe(['nodes'], chatter('crash', `process.kill(process.pid, 'SIGSEGV')`))
      expect(crashed.err).toMatch(/^Warning: Vulkan shaderUniform/)
      expect(crashed.status).toBe(139)
      const thrown = lathe(['nodes'], chatter('throw', `process.nextTick(() => { throw new Error('not caught') })`))
      expect(thrown.err).toMatch(/^Error: not caught$/m)
      expect(thrown.status).toBe(1)
    })
  })

  it('ragged rows, and one with an open quote, are listed, and the rest goes on', () => {
    const file = write('ragged.csv', 'a,b\n1,2\nx\n4,5,6\n7,"8"\n"9,1\n')
    const { status, out } = lathe(['inspect', file, '--json'])
    expect(status).toBe(0)
    const {
      rows: taken,
      rejected,
      merged,
    } = JSON.parse(out) as { rows: number; rejected: { line: number }[]; merged: number }
    expect([taken, rejected.map(r => r.line), merged]).toEqual([2, [3, 4, 6], 0])
  })
})

describe('commands', () => {
  it('tells what gives the target away before a score, and beside it where it is kept', () => {
    const rows = Array.from({ length: 80 }, (_, i) => [(i * 37) % 41, (i * 17) % 43, (i * 29) % 31])
    const csv = rows.map(([x, z, e], i) =>
      [i + 1, x, z, x + z + e > 56 ? 150 : 0, x + z + e > 56 ? 'yes' : 'no'].join(','),
    )
    const nodes = [
      { id: 'split', type: 'prep.split' },
      { id: 'train', type: 'model.logisticRegression' },
      { id: 'evaluate', type: 'evaluate' },
    ]
    const line = pipeline({ csv: `no,x,z,fee,left\n${csv.join('\n')}\n`, target: 'left', nodes })
    const results = join(folder, 'leak.json')
    const evaluated = (...args: string[]) => {
      const { err, status } = lathe(['run', line, '--results', results, ...args])
      const { nodes: made } = JSON.parse(readFileSync(results, 'utf8')) as Results
      return { err, status, columns: made['columns'], evaluate: made['evaluate'] }
    }
    const plain = evaluated()
    expect(plain.status).toBe(0)
    expect(plain.columns.summary!['features']).toEqual(['x', 'z'])
    expect(plain.err).toMatch(/columns: fee gives left away: all 80 rows agree\. .*left out: name it in ignore/)
    expect(plain.err).toMatch(/columns: no names rows \(it counts the rows from 1 to 80\)/)
    expect(plain.evaluate.summary!['noticed']).toEqual([])
    expect(plain.evaluate.headline!.value).toBeLessThan(1)

    const kept = evaluated('--set', 'columns.keep=["fee"]')
    expect(kept.evaluate.headline!.value).toBe(1)
    expect(kept.err).toMatch(/evaluate: fee gives left away, and is learned from/)
    expect(kept.evaluate.blocks![0]).toMatchObject({ id: 'noticed', tone: 'warning' })

    const settled = evaluated('--set', 'columns.ignore=["fee","no"]')
    expect(settled.err).not.toMatch(/fee|no names/)
  })

  it('inspects what comes in, with its questions', () => {
    const { status, out } = lathe(['inspect', '-'], {}, 'country,2020\nX,5\nY,6\n')
    expect(status).toBe(0)
    expect(out).toContain('2 rows, 2 columns')
    expect(out).toContain('question: The first record was read as the names of the columns')
    expect(out).toContain('  * It holds the names: header="yes" (used)\n  - It is a row: header="no"')
  })

  it('runs a pipeline and writes results', () => {
    const results = join(folder, 'r.json')
    const done = lathe([
      'run',
      pipeline({ target: 'y', nodes: [linear, { id: 'evaluate', type: 'evaluate' }] }),
      '--results',
      results,
      '--set',
      'train.confidence=0.9',
      '--seed',
      '7',
    ])
    expect(done.err).not.toMatch(/lathe: /)
    expect(done.status).toBe(0)
    const { status, seed, nodes } = JSON.parse(readFileSync(results, 'utf8')) as {
      status: string
      seed: number
      nodes: Record<string, { gpu: { dispatches: number } }>
    }
    expect([status, seed]).toEqual(['done', 7])
    expect(nodes['train'].gpu.dispatches).toBeGreaterThan(0)
  })

  it('writes predictions that spreadsheets do not run', () => {
    const csv = join(folder, 'p.csv')
    const done = lathe([
      'run',
      pipeline({
        csv: `x,=cmd\n${rows(20, i => `${i},${i % 2 ? '=1+1' : '@a'}`)}\n`,
        target: '=cmd',
        nodes: [logistic],
      }),
      '--predictions',
      csv,
      '--quiet',
    ])
    expect(done.err).toBe('')
    const written = readFileSync(csv, 'utf8')
    expect(written).toMatch(/prediction/)
    expect(written.split(/[\n,]/).filter(cell => /^"?[=@]/.test(cell))).toEqual([])
  })

  it('writes components as predictions, and results beside a file that cannot be', () => {
    const [csv, results] = [join(folder, 'pca.csv'), join(folder, 'pca.json')]
    const components = pipeline({
      nodes: [
        { id: 'columns', type: 'table.columns' },
        { id: 'train', type: 'model.pca' },
      ],
    })
    const files = ['--predictions', csv, '--results', results, '--quiet']
    expect(lathe(['run', components, ...files])).toMatchObject({ status: 0, err: '' })
    expect(readFileSync(csv, 'utf8')).toMatch(/^component1,component2\r?\n(-?[\d.e-]+,-?[\d.e-]+\r?\n){4}$/)
    expect(existsSync(results)).toBe(true)
    rmSync(results)
    const table = lathe(['run', pipeline({}), ...files])
    expect(table).toMatchObject({ status: 1, err: expect.stringMatching(/No node predicted anything/) })
    expect(readFileSync(results, 'utf8')).toContain('lathe/results')
  })

  it('lists nodes and adapters as JSON', () => {
    const nodes = JSON.parse(lathe(['nodes', '--json']).out) as {
      type: string
      parameters: { properties: Record<string, unknown> }
    }[]
    expect(nodes.find(n => n.type === 'model.kMeans')!.parameters.properties).toHaveProperty('nClusters')
    const [adapter] = JSON.parse(lathe(['adapters', '--json']).out) as {
      description: string
      limits: Record<string, number>
    }[]
    expect(adapter.description).not.toBe('')
    expect(adapter.limits['maxStorageBufferBindingSize']).toBeGreaterThan(0)
  })

  it('converts and comes back', () => {
    const file = write('source.csv', 'a,b,c\n1,x,0.1\n2,,1e300\n3,"q""\n,z",-5\n')
    for (const ending of ['csv', 'json', 'parquet']) {
      const to = join(folder, `back.${ending}`)
      expect(lathe(['convert', file, to, '--exact'])).toMatchObject({ status: 0, err: '' })
      expect(existsSync(to)).toBe(true)
    }
    const again = lathe(['inspect', join(folder, 'back.csv'), '--json'])
    expect(JSON.parse(again.out)).toMatchObject({ rows: 3, rejected: [] })
    expect(JSON.parse(readFileSync(join(folder, 'back.json'), 'utf8'))).toEqual([
      { a: 1, b: 'x', c: 0.1 },
      { a: 2, b: null, c: 1e300 },
      { a: 3, b: 'q"\n,z', c: -5 },
    ])
  })

  it('writes over nothing that it read, and asks for a place to write before it runs', () => {
    const file = write('own.csv', 'a,b\n1,2\n3\n4,5\n')
    expect(lathe(['convert', file, file])).toMatchObject({
      status: 1,
      err: expect.stringMatching(/file that was read/),
    })
    expect(readFileSync(file, 'utf8')).toBe('a,b\n1,2\n3\n4,5\n')
    const line = pipeline({ target: 'y', nodes: [linear] })
    expect(lathe(['run', line, '--results', join(folder, 'none', 'r.json')])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^lathe: --results .*is not there/),
    })
    expect(lathe(['run', line, '--report', join(folder, 'r.docx')])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/not written.*\.html/),
    })
  })

  it('tells what the import and the nodes noticed, unless it is to be quiet', () => {
    const line = pipeline({ csv: `x,y\n${rows(30, i => `${i},${i % 7 ? i : ''}`)}\n`, target: 'y', nodes: [linear] })
    expect(lathe(['run', line]).err).toMatch(/train: 5 training rows have no target/)
    expect(lathe(['run', line, '--quiet']).err).toBe('')
  })

  it('refuses an empty pipeline and a seed that is none', () => {
    const empty = pipeline({ change: d => ((d['nodes'] = []), (d['edges'] = [])) })
    expect(lathe(['run', empty])).toMatchObject({ status: 2, err: expect.stringMatching(/no nodes/) })
    expect(lathe(['run', pipeline({}), '--seed', '9999999999'])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/whole number from 0/),
    })
  })

  it('keeps control characters of names off the terminal', () => {
    const file = write('esc.csv', '\u001b]0;evil\u0007,b\n1,2\n2,3\n')
    const { out, err } = lathe(['inspect', file])
    expect(out + err).not.toMatch(/\u001b|\u0007/)
  })

  it('says how it is used', () => {
    expect(lathe([])).toMatchObject({ status: 2 })
    expect(lathe(['--help'])).toMatchObject({ status: 0 })
    expect(lathe(['frobnicate']).err).toMatch(/no command frobnicate/)
  })
})

describe('a saved model', () => {
  it('predicts on raw rows from a file what it predicted in its pipeline', () => {
    const model = join(folder, 'm.lathe-model')
    const csv = `x,k,y\n${rows(40, i => `${i * 1.5},${'ab'[i % 2]},${i * 3 + (i % 2) * 10}`)}\n`
    const line = pipeline({
      csv,
      target: 'y',
      nodes: [
        { id: 'encode', type: 'prep.encode' },
        linear,
        { id: 'save', type: 'output.model', params: { path: model } },
      ],
      change: d => {
        const edges = d['edges'] as { from: string; to: string }[]
        edges[edges.length - 1] = { from: 'train.model', to: 'save' }
      },
    })
    const predictions = join(folder, 'mp.csv')
    expect(lathe(['run', line, '--predictions', predictions, '--quiet'])).toMatchObject({ status: 0, err: '' })
    const fresh = write('fresh.csv', `k,x\n${rows(10, i => `${'ab'[i % 2]},${i * 1.5}`)}\n`)
    const out = join(folder, 'out.csv')
    expect(lathe(['predict', model, fresh, out, '--quiet'])).toMatchObject({ status: 0, err: '' })
    const column = (path: string): number[] => {
      const [head, ...lines] = readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map(l => l.trim().split(','))
      return lines.map(cells => Number(cells[head.indexOf('prediction')]))
    }
    expect(column(out)).toEqual(column(predictions).slice(0, 10))
  })

  it('that is none, rows without its columns and another ending are refused in one line', () => {
    const none = write('none.lathe-model', 'no zip')
    const data = write('rows.csv', 'z\n1\n2\n')
    const out = join(folder, 'never.csv')
    expect(lathe(['predict', none, data, out, '--quiet'])).toMatchObject({
      status: 1,
      err: expect.stringMatching(/cannot be read/),
    })
    expect(lathe(['predict', join(folder, 'm.lathe-model'), data, out, '--quiet'])).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^lathe: predict: The model train needs x, k, and the rows do not have them/),
    })
    expect(lathe(['predict', none, data, join(folder, 'o.json')])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/\.csv/),
    })
    expect(existsSync(out)).toBe(false)
  })
})
