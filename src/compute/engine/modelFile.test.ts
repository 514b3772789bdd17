import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { LatheError } from '../../shared/errors'
import { testNumbers } from '../testing/frames'
import type { Model } from './model'
import { loadModel, saveModel } from './modelFile'

const model: Model = {
  type: 'model.logisticRegression',
  version: 1,
  params: { c: 1, penalty: 'l2' },
  node: 'train',
  task: 'classification',
  features: ['x', 'größe', 'tensor', 'w[1]', 'w[2]', 'p[1,1]', 'p[1,2]', 'free', '__proto__'],
  columns: [
    { name: 'x', kind: 'number' },
    { name: 'größe', kind: 'category', categories: ['groß', '__proto__'] },
    { name: 'tensor', kind: 'boolean' },
    { name: 'w', kind: 'vector', content: { form: 'vector', width: 2, shape: [2, 1] } },
    { name: 'p', kind: 'image', content: { form: 'image', height: 1, width: 2, channels: 1 } },
    { name: 't', kind: 'vector', content: { form: 'terms', names: ['free', '__proto__'] } },
  ],
  gaps: true,
  roles: [{ name: 'who', kind: 'text', role: 'user' }],
  target: 'species',
  classes: ['Adelie', 'Gentoo', '__proto__'],
  inputs: [
    { name: 'x', kind: 'number' },
    { name: 'island', kind: 'category' },
  ],
  steps: [
    {
      type: 'prep.encode',
      version: 1,
      params: { method: 'oneHot', columns: null },
      inputs: [{ name: 'island', kind: 'category' }],
      // Columns may bear any name, those of our own notes too.
      state: {
        categories: { tensor: ['a', 'b'], object: ['\ud800', '\u0000'], ['__proto__']: ['c'] },
        last: { object: 1 },
      },
    },
  ],
  state: {
    coefficients: testNumbers(3000, 4),
    bias: Float32Array.of(1e-30, -2.5),
    labels: Int32Array.of(-1, 2 ** 31 - 1),
    nested: [{ deep: Float64Array.of(Math.PI) }, null, 'x', true, 1e-300],
    empty: new Float64Array(0),
  },
}

const faultOf = (bytes: Uint8Array): LatheError | undefined => {
  try {
    loadModel(bytes)
    return undefined
  } catch (error) {
    if (error instanceof LatheError) return error
    throw error
  }
}

/** The file with its model.json changed, packed again as a zip that is sound in itself. */
function edited(
  change: (json: Record<string, unknown>) => void,
  files: (all: Record<string, Uint8Array>) => void = () => undefined,
): Uint8Array {
  const all = unzipSync(saveModel(model))
  const json = JSON.parse(strFromU8(all['model.json'])) as Record<string, unknown>
  change(json)
  all['model.json'] = strToU8(JSON.stringify(json))
  files(all)
  return zipSync(all)
}

describe('a saved model', () => {
  it('comes back as it was', () => {
    expect(loadModel(saveModel(model))).toEqual(model)
    const again = loadModel(saveModel(model)).steps[0].state['categories'] as object
    expect(Object.keys(again)).toEqual(['tensor', 'object', '__proto__'])
  })

  it('has the same bytes every time', () => {
    expect(saveModel(loadModel(saveModel(model)))).toEqual(saveModel(model))
  })

  it('is read from the middle of a larger buffer', () => {
    const bytes = saveModel(model)
    const larger = new Uint8Array(bytes.length + 7)
    larger.set(bytes, 3)
    expect(loadModel(larger.subarray(3, 3 + bytes.length))).toEqual(model)
  })

  it('is flagged or equal after each of 300 mutations', () => {
    const bytes = saveModel(model)
    const random = testNumbers(1200, 11).map(x => (x + 1) / 2)
    let flagged = 0
    for (let i = 0; i < 300; i++) {
      const [a, b, c] = random.subarray(4 * i, 4 * i + 3)
      const at = Math.floor(a * bytes.length)
      let mutant = bytes.slice()
      if (i % 3 === 0) mutant[at] ^= 1 << Math.floor(b * 8)
      else if (i % 3 === 1) mutant = mutant.slice(0, at)
      else mutant.fill(Math.floor(c * 256), at, at + 1 + Math.floor(b * 40))
      const fault = faultOf(mutant)
      if (fault) flagged++
      if (fault) expect(fault.code).toBe('format')
      else expect(loadModel(mutant)).toEqual(model)
    }
    expect(flagged).toBeGreaterThan(250)
  })

  it('does not fill the memory for a size that cannot be', () => {
    const bytes = saveModel(model)
    const view = new DataView(bytes.buffer)
    const list = view.getUint32(bytes.length - 6, true)
    view.setUint32(list + 24, 0xfffffff0, true)
    expect(faultOf(bytes)?.message).toContain('model.json is broken')
  })

  it('names both versions when it is newer', () => {
    const fault = faultOf(edited(json => (json['version'] = 7)))
    expect(fault).toMatchObject({
      code: 'format',
      message: 'The saved model has version 7; this program reads up to version 1.',
    })
  })

  it('names a key that is not known, with its path', () => {
    expect(faultOf(edited(json => (json['colour'] = 'red')))).toMatchObject({ code: 'format', where: 'colour' })
    expect(faultOf(edited(json => ((json['steps'] as { more?: number }[])[0].more = 1)))).toMatchObject({
      where: 'steps[0].more',
    })
  })

  it('names what is missing, strange or swapped', () => {
    expect(faultOf(new Uint8Array(0))?.message).toContain('its end is missing')
    expect(faultOf(edited(json => (json['format'] = 'lathe/pipeline')))?.message).toContain('"lathe/pipeline"')
    expect(faultOf(edited(json => (json['task'] = 'guessing')))?.message).toContain('task')
    expect(
      faultOf(
        edited(
          () => undefined,
          all => delete all['tensors/0.bin'],
        ),
      )?.message,
    ).toContain('lacks tensors/0.bin')
    expect(
      faultOf(
        edited(
          () => undefined,
          all => (all['extra.bin'] = new Uint8Array(3)),
        ),
      )?.message,
    ).toContain('holds extra.bin')
    const swapped = edited(
      () => undefined,
      all => all['tensors/0.bin'].set([1, 2, 3]),
    )
    expect(faultOf(swapped)?.message).toContain('tensors/0.bin was altered')
  })
})
