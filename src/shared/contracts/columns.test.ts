import { describe, expect, it } from 'vitest'
import { decodeColumns, encodeColumns } from './columns'
import type { ColumnCells } from './datasets'
import { joined, pack, unpackStream } from './binaryMessage'

const cells: ColumnCells[] = [
  { name: 'weight', kind: 'number', values: Float64Array.of(1.5, NaN, -0, 5e-324, 1.7976931348623157e308) },
  { name: 'id', kind: 'integer', values: Float64Array.of(1, 2, 3, 2 ** 53 - 1, NaN) },
  { name: 'group', kind: 'category', codes: Int32Array.of(0, 1, -1, 1, 0), categories: ['x', 'é ☃ 😀'] },
  { name: 'ok', kind: 'boolean', values: Float64Array.of(1, 0, NaN, 1, 0) },
  {
    name: '__proto__',
    kind: 'text',
    codes: Int32Array.of(2, 1, 0, -1, 0),
    categories: ['', '\ud800 alone', '\u0000\n"\\'],
  },
  { name: 'day', kind: 'time', values: Float64Array.of(0, 1.6e12, NaN, -1, 1) },
]

const messageOf = (head: unknown, body: Uint8Array<ArrayBuffer> = new Uint8Array(0)): Uint8Array<ArrayBuffer> =>
  joined(pack(head, [body]))

describe('columns as a binary message', () => {
  it('gives every kind of cell back', () => {
    expect(decodeColumns(joined(encodeColumns(cells)))).toEqual(cells)
    expect(Object.is((decodeColumns(joined(encodeColumns(cells)))[0] as { values: Float64Array }).values[2], -0)).toBe(
      true,
    )
  })

  it('gives back no columns, no rows, and views into larger arrays', () => {
    expect(decodeColumns(joined(encodeColumns([])))).toEqual([])
    const empty: ColumnCells[] = [
      { name: 'a', kind: 'text', codes: new Int32Array(0), categories: [] },
      { name: 'b', kind: 'number', values: new Float64Array(0) },
    ]
    expect(decodeColumns(joined(encodeColumns(empty)))).toEqual(empty)
    const view = Float64Array.of(9, 1, 2, 9).subarray(1, 3)
    expect(decodeColumns(joined(encodeColumns([{ name: 'v', kind: 'number', values: view }])))).toEqual([
      { name: 'v', kind: 'number', values: Float64Array.of(1, 2) },
    ])
  })

  it('reads a binary message at any place in memory', () => {
    const message = joined(encodeColumns(cells))
    for (const shift of [1, 4, 7]) {
      const moved = new Uint8Array(message.length + shift)
      moved.set(message, shift)
      expect(decodeColumns(moved.subarray(shift))).toEqual(cells)
    }
  })

  it('lays numbers down little-endian, 8 bytes from a multiple of 8', () => {
    const message = joined(encodeColumns([{ name: 'a', kind: 'number', values: Float64Array.of(1) }]))
    expect([...message.subarray(0, 4)]).toEqual([...new TextEncoder().encode('LTH1')])
    expect(message.length % 8).toBe(0)
    expect([...message.subarray(-8)]).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
  })

  const number = { name: 'a', kind: 'number', rows: 1 }
  const category = { name: 'a', kind: 'category', rows: 2, categories: ['x'] }
  it.each<[string, unknown, number]>([
    ['more rows than bytes', [{ ...number, rows: 2 }], 8],
    ['fewer rows than bytes', [number], 16],
    ['rows beyond memory', [{ ...number, rows: 2 ** 32 }], 8],
    [
      'rows beyond numbers',
      [
        { ...number, rows: 1e308 },
        { ...number, rows: 1e308 },
      ],
      8,
    ],
    [
      'negative rows that balance',
      [
        { ...number, rows: 2 },
        { ...number, rows: -1 },
      ],
      8,
    ],
    ['a part of a row', [{ ...number, rows: 0.5 }], 8],
    ['rows as text', [{ ...number, rows: '1' }], 8],
    ['columns of unlike length', [number, { ...number, rows: 2 }], 24],
    ['an unknown kind', [{ ...number, kind: 'image' }], 8],
    ['numbers with categories', [{ ...number, categories: [] }], 8],
    ['categories that are no texts', [{ ...category, categories: [1] }], 8],
    ['codes without categories', [{ ...category, categories: [] }], 8],
    ['no list', { 0: number }, 8],
    ['nothing', null, 0],
  ])('refuses %s', (_, head, bytes) => {
    expect(() => decodeColumns(messageOf(head, new Uint8Array(bytes)))).toThrow(
      expect.objectContaining({ code: 'format' }),
    )
  })

  it('refuses codes outside the categories', () => {
    for (const code of [1, -2, 2 ** 31 - 1, -(2 ** 31)]) {
      const body = new Uint8Array(Int32Array.of(0, code).buffer)
      expect(() => decodeColumns(messageOf([category], body)), String(code)).toThrow('a code of "a" has no text')
    }
  })

  it('refuses every cut and every changed byte of its frame', () => {
    const message = joined(encodeColumns(cells))
    for (let end = 0; end < message.length; end++)
      expect(() => decodeColumns(message.slice(0, end)), `cut at ${end}`).toThrow(
        expect.objectContaining({ code: 'format' }),
      )
    for (let at = 0; at < 8; at++) {
      const changed = message.slice()
      changed[at] ^= 0x80
      expect(() => decodeColumns(changed), `byte ${at}`).toThrow(expect.objectContaining({ code: 'format' }))
    }
  })
})

describe('a binary message from a stream', () => {
  async function* cut(bytes: Uint8Array<ArrayBuffer>, size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
  }

  it('hands on what is behind the head, however it is cut', async () => {
    const message = messageOf({ name: 'é' }, Uint8Array.of(1, 2, 3))
    for (let size = 1; size <= message.length; size++) {
      const { head, body } = await unpackStream(cut(message, size))
      expect(head).toEqual({ name: 'é' })
      const parts: Uint8Array[] = []
      for await (const part of body) parts.push(part)
      expect(joined(parts)).toEqual(Uint8Array.of(1, 2, 3))
    }
  })

  it('refuses a head above the limit before it is there, and an end within it', async () => {
    const claim = new Uint8Array(8)
    claim.set(new TextEncoder().encode('LTH1'))
    new DataView(claim.buffer).setUint32(4, 2 ** 31, true)
    await expect(unpackStream(cut(claim, 3))).rejects.toMatchObject({ code: 'format' })
    await expect(unpackStream(cut(messageOf({ a: 1 }).slice(0, 12), 5))).rejects.toMatchObject({ code: 'format' })
    await expect(unpackStream(cut(new Uint8Array(0), 1))).rejects.toMatchObject({ code: 'format' })
  })
})
