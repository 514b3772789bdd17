import { crc32, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ImagesDiagram, Picture } from '../../blocks'
import { light } from '../../theme'
import { digits, filters, masks } from '../diagrams.fixture'
import { edgePath, largestOf, maskOf, pictureAddress, pixelPath } from './pixels'
import { bytesText, pngAddress, textBytes } from './png'
import { imagesScene } from './scene'
import { imagesSentence, imagesTable, pictureWords, pixelWords } from './words'

/** A PNG read back by Node's zlib: its header, and its lines with their filters. */
function read(address: string): { header: number[]; lines: number[][] } {
  const bytes = Buffer.from(address.slice('data:image/png;base64,'.length), 'base64')
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
  const data: Buffer[] = []
  let header: number[] = []
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    const content = bytes.subarray(at + 8, at + 8 + length)
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)))
    if (name === 'IHDR') header = [content.readUInt32BE(0), content.readUInt32BE(4), ...content.subarray(8)]
    if (name === 'IDAT') data.push(content)
    at += 12 + length
  }
  const raw = inflateSync(Buffer.concat(data))
  const line = raw.length / header[1]
  return { header, lines: Array.from({ length: header[1] }, (_, i) => [...raw.subarray(i * line, (i + 1) * line)]) }
}

describe('a PNG', () => {
  it.each([1, 3, 4] as const)('of %i channels is read back as it was', channels => {
    // Larger than one stored block.
    const [height, width] = [260, 90]
    const bytes = Uint8Array.from({ length: height * width * channels }, (_, i) => (i * 7 + (i >> 8)) & 255)
    const { header, lines } = read(pngAddress(height, width, channels, bytes))
    expect(header).toEqual([width, height, 8, { 1: 0, 3: 2, 4: 6 }[channels], 0, 0, 0])
    expect(lines.every(l => l[0] === 0)).toBe(true)
    expect(lines.flatMap(l => l.slice(1))).toEqual([...bytes])
  })

  it('carries the colours of numbers: nothing, the middle, both ends', () => {
    const picture: Picture = { height: 2, width: 2, values: { of: [-2, 0, 2, null], scale: 'signed' } }
    const { lines } = read(pictureAddress(picture, 2, light)!)
    const hex = (p: number[]): string => `#${p.map(v => v.toString(16).padStart(2, '0')).join('')}`.toUpperCase()
    const pixels = lines.flatMap(l => [hex(l.slice(1, 4)), hex(l.slice(4, 7))])
    expect(pixels).toEqual([light.diverging[0], light.diverging[3], light.diverging[6], light.surface])
  })
})

it('bytes go through text unchanged, and what is no text gives none', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) & 255)
  expect(textBytes(bytesText(bytes))).toEqual(bytes)
  expect(textBytes('<script>')).toBeUndefined()
})

describe('masks', () => {
  const picture = (rows: string[]): Picture => ({
    height: rows.length,
    width: rows[0].length,
    masks: { truth: bytesText(Uint8Array.from(rows.join(''), c => Number(c === '#'))) },
  })
  it('are runs of whole pixels, and an edge along them', () => {
    const p = picture(['.##', '.#.'])
    const inside = maskOf(p, 'truth')!
    expect(pixelPath(inside, 3, { x: 0, y: 0, side: 10 })).toBe('M10 0h20v10H10ZM10 10h10v10H10Z')
    const edge = edgePath(inside, 3, { x: 0, y: 0, side: 10 })
    // Two pixels wide above and one below: a way around of 8 pixels.
    const length = [...edge.matchAll(/[hv]([\d.]+)/g)].reduce((sum, [, n]) => sum + Number(n), 0)
    expect(length).toBe(80)
  })
  it('of another size than their picture are none', () => {
    expect(maskOf({ ...picture(['##']), width: 3 }, 'truth')).toBeUndefined()
    expect(maskOf({ height: 1, width: 1 }, 'said')).toBeUndefined()
  })
})

describe('a gallery', () => {
  it('marks mistakes in words and by an edge', () => {
    const scene = imagesScene(digits, light, { width: 772 })
    const texts = scene.items.flatMap(i => i.shapes).flatMap(s => (s.kind === 'text' ? [s.text] : []))
    expect(texts).toEqual(['5', 'said 9', '9', '2', '8', '4', '0', '8', 'said 3', '2'])
    const edged = scene.items.filter(i => i.shapes.some(s => s.kind === 'path' && s.stroke === light.bad))
    expect(edged.map(i => i.key)).toEqual(['0', '6'])
  })

  it('enlarges by whole multiples, so that all pixels are of one size', () => {
    for (const width of [200, 400, 772, 1500])
      for (const diagram of [digits, filters, masks])
        for (const shape of imagesScene(diagram, light, { width }).items.flatMap(i => i.shapes))
          if (shape.kind === 'image') expect(Number.isInteger(shape.width / diagram.pictures[0].width)).toBe(true)
  })

  it('stands line by line under its columns, and within its width otherwise', () => {
    const columns = new Set(imagesScene(masks, light, { width: 500 }).items.flatMap(i => (i.key ? [i.box!.x] : [])))
    expect(columns.size).toBe(4)
    for (const { key, box } of imagesScene(digits, light, { width: 320 }).items)
      if (key !== undefined) expect(box!.x + box!.width).toBeLessThanOrEqual(322)
  })

  it('says how many are left out', () => {
    const many: ImagesDiagram = { type: 'images', pictures: Array(70).fill(digits.pictures[0]) as Picture[] }
    const scene = imagesScene(many, light, { width: 772, most: 60 })
    expect(scene.items.filter(i => i.key !== undefined)).toHaveLength(60)
    expect(scene.items.at(-1)!.shapes).toMatchObject([{ text: 'first 60 of 70 shown' }])
  })

  it('draws nothing of what is no picture, and says so', () => {
    const broken: Picture[] = [
      { height: 8, width: 8, pixels: { channels: 1, bytes: 'not base64!' } },
      { height: 8, width: 9, pixels: digits.pictures[0].pixels! },
      { height: 8, width: 8, values: { of: [1, 2, 3], scale: 'amount' } },
      { height: -1, width: 1e9, values: { of: [], scale: 'amount' } },
    ]
    const shapes = imagesScene({ type: 'images', pictures: broken }, light, { width: 772 }).items.flatMap(i => i.shapes)
    expect(shapes.filter(s => s.kind === 'image')).toEqual([])
    expect(shapes.filter(s => s.kind === 'text' && s.text === 'no picture')).toHaveLength(4)
  })

  it('writes the numbers of an opened picture where they have room', () => {
    const texts = (height: number): string[] =>
      imagesScene({ ...filters, open: 0 }, light, { width: 400, height })
        .items.flatMap(i => i.shapes)
        .flatMap(s => (s.kind === 'text' ? [s.text] : []))
    expect(texts(300)).toEqual(['1', '2', '1', '0', '0', '0', '−1', '−2', '−1', 'filter 1'])
    expect(texts(60)).toEqual(['filter 1'])
  })
})

it('colours pictures alike only where they belong together', () => {
  expect(largestOf(filters, filters.pictures[0])).toBe(4)
  expect(largestOf({ ...filters, together: false }, filters.pictures[0])).toBe(2)
})

it('is told in words and in a table', () => {
  expect(imagesSentence(digits)).toBe('8 pictures of 8 × 8 pixels. 2 mistakes of 8.')
  expect(imagesSentence(masks)).toBe('12 pictures of 24 × 24 pixels, by image, true, predicted, overlay.')
  expect(pictureWords(masks, 5)).toBe('Median, true, 24 × 24 pixels.')
  expect(pixelWords(digits.pictures[0], 2, 2)).toBe('row 3, column 3: 47')
  expect(pixelWords(filters.pictures[2], 1, 1)).toBe('row 2, column 2: −4')
  const { columns, rows } = imagesTable(filters)
  expect(rows[2]).toHaveLength(columns.length)
  expect(rows[2].slice(-3)).toEqual([-4, 1, 0])
})
