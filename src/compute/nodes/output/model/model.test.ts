import { expect, it } from 'vitest'
import type { Host } from '../../../../shared/contracts/host'
import type { Model } from '../../../engine/model'
import { loadModel } from '../../../engine/modelFile'
import type { Inputs } from '../../../engine/node'
import { codesOf } from '../../../frame/contents'
import { columnNamed, type Frame } from '../../../frame/frame'
import { testDevice } from '../../../testing/device'
import { frameOf, testNumbers } from '../../../testing/frames'
import { noHost, runType } from '../../../testing/run'

const device = await testDevice()

const noInputs = {
  replay: () => Promise.reject(new Error('There is no line.')),
  frames: [],
  report: () => {
    throw new Error('The test has no report.')
  },
}
const inputs = (frames: Frame[], model?: Model): Inputs => ({ ...noInputs, frames, ...(model && { model }) })

/** A host whose files are in memory. */
function disk(): { host: Host; files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>()
  const outputs: Host['outputs'] = {
    ...noHost.outputs,
    write(path, bytes) {
      files.set(path, bytes)
      return Promise.resolve({ path: `/data/${path}`, bytes: bytes.length })
    },
    read: path => Promise.resolve(files.get(path)!),
  }
  return { files, host: { ...noHost, outputs } }
}

const species = (n: number, from = 0): string[] => Array.from({ length: n }, (_, i) => 'ab'[(i + from) % 2])
const raw = (n: number, from = 0) => ({
  x: testNumbers(n, 1 + from).map((v, i) => 1e6 + v + ((i + from) % 2)),
  kind: species(n, from),
})

it('a model saved behind its preparation predicts on raw rows what it predicts on the wire', async () => {
  const { host, files } = disk()
  const target = { y: raw(60).x.map((v, i) => v * 2 + (i % 2)) }
  const frame = frameOf({ ...raw(60), ...target }, { roles: { y: 'target' } })
  const encoded = await runType(device, 'prep.encode', frame)
  const scaled = await runType(device, 'prep.scale', encoded.frame!)
  const trained = await runType(device, 'model.linearRegression', scaled.frame!)
  const saved = await runType(device, 'output.model', inputs([], trained.model), { path: 'm.lathe-model' }, { host })
  expect(saved.summary).toMatchObject({
    path: '/data/m.lathe-model',
    bytes: files.get('m.lathe-model')!.length,
    type: 'model.linearRegression',
    target: 'y',
    steps: ['prep.encode', 'prep.scale'],
    inputs: [
      { name: 'x', kind: 'number' },
      { name: 'kind', kind: 'category' },
    ],
  })
  expect(loadModel(files.get('m.lathe-model')!)).toEqual(trained.model)
  const unseen = frameOf(raw(25, 3))
  const said = async (params: Record<string, unknown>, model?: Model): Promise<number[]> => {
    const { frame: out } = await runType(device, 'predict', inputs([unseen], model), params, { host })
    const { cells } = columnNamed(out!, 'prediction')
    return cells.form === 'numbers'
      ? [...(await cells.numbers())]
      : [...(await codesOf(columnNamed(out!, 'prediction'))).codes]
  }
  const fromFile = await said({ path: 'm.lathe-model' })
  expect(fromFile).toHaveLength(25)
  expect(fromFile).toEqual(await said({}, trained.model))
})

it('needs a model', async () => {
  const { host } = disk()
  await expect(runType(device, 'output.model', inputs([]), { path: 'm.lathe-model' }, { host })).rejects.toMatchObject({
    code: 'data',
  })
})
