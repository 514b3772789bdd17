/**
 * A PNG of height × width × channels bytes, row by row (grey, colour, or colour with opacity), as a data: address. Its data are stored, not
 * compressed: pictures here are small, and nothing else is needed to write it (RFC 1950, 1951, 2083).
 */
export function pngAddress(height: number, width: number, channels: 1 | 3 | 4, bytes: Uint8Array): string {
  const line = width * channels
  // Every line begins with its filter, which is none.
  const raw = new Uint8Array(height * (line + 1))
  for (let y = 0; y < height; y++) raw.set(bytes.subarray(y * line, (y + 1) * line), y * (line + 1) + 1)
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, { 1: 0, 3: 2, 4: 6 }[channels]], 8)
  const png = joined([signature, chunk('IHDR', header), chunk('IDAT', stored(raw)), chunk('IEND', new Uint8Array())])
  return `data:image/png;base64,${bytesText(png)}`
}

const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)

/** Bytes in base64, as blocks carry them. */
export function bytesText(bytes: Uint8Array): string {
  let text = ''
  // In parts: a call takes some 100,000 arguments at most.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

/** The bytes of a base64 text; undefined where it is none. */
export function textBytes(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), c => c.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** A zlib stream of stored blocks of at most 65,535 bytes. */
function stored(raw: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)]
  for (let at = 0; at === 0 || at < raw.length; at += 65_535) {
    const part = raw.subarray(at, at + 65_535)
    const last = at + 65_535 >= raw.length
    const n = part.length
    parts.push(Uint8Array.of(last ? 1 : 0, n & 255, n >> 8, ~n & 255, (~n >> 8) & 255), part)
  }
  let [a, b] = [1, 0]
  for (const byte of raw) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return joined([...parts, numberBytes(((b << 16) | a) >>> 0)])
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(name, c => c.charCodeAt(0)), data])
  return joined([numberBytes(data.length), named, numberBytes(checksum(named))])
}

const numberBytes = (n: number): Uint8Array => Uint8Array.of(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255)

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c
})

/** CRC-32. */
function checksum(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = table[(c ^ byte) & 255] ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
