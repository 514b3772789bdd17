import type { State, StateValue } from '../frame/state'
import { crc32, damaged } from './modelFileZip'

type Tensor = Float64Array | Float32Array | Int32Array

/** How a typed array stands in model.json; its numbers are in a file of their own. */
interface TensorNote {
  tensor: string
  dtype: keyof typeof dtypes
  length: number
  crc32: number
}

const dtypes = {
  float64: {
    width: 8,
    make: (n: number) => new Float64Array(n),
    get: (view: DataView, at: number) => view.getFloat64(at, true),
    set: (view: DataView, at: number, x: number) => view.setFloat64(at, x, true),
  },
  float32: {
    width: 4,
    make: (n: number) => new Float32Array(n),
    get: (view: DataView, at: number) => view.getFloat32(at, true),
    set: (view: DataView, at: number, x: number) => view.setFloat32(at, x, true),
  },
  int32: {
    width: 4,
    make: (n: number) => new Int32Array(n),
    get: (view: DataView, at: number) => view.getInt32(at, true),
    set: (view: DataView, at: number, x: number) => view.setInt32(at, x, true),
  },
} as const

/** A state as JSON; its typed arrays go into `files`, little-endian, and notes stand in their place. */
export function encodeState(value: StateValue, files: Map<string, Uint8Array>): unknown {
  if (value instanceof Float64Array) return encodeTensor(value, 'float64', files)
  if (value instanceof Float32Array) return encodeTensor(value, 'float32', files)
  if (value instanceof Int32Array) return encodeTensor(value, 'int32', files)
  if (Array.isArray(value)) return (value as readonly StateValue[]).map(v => encodeState(v, files))
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error('A state holds a number that does not exist.')
  if (typeof value !== 'object' || value === null) return value
  const object = Object.fromEntries(Object.entries(value as State).map(([key, v]) => [key, encodeState(v, files)]))
  // A column may be named "tensor": then its object must not be taken for a note.
  return 'tensor' in object || 'object' in object ? { object } : object
}

/** The state that `encodeState` wrote. Takes what it uses out of `files`. */
export function decodeState(json: unknown, files: Map<string, Uint8Array>): StateValue {
  if (Array.isArray(json)) return json.map(v => decodeState(v, files))
  if (typeof json !== 'object' || json === null) return json as StateValue
  if ('tensor' in json) return decodeTensor(json as Partial<TensorNote>, files)
  const object = 'object' in json ? (json.object as object) : json
  return Object.fromEntries(Object.entries(object).map(([key, v]) => [key, decodeState(v, files)]))
}

function encodeTensor(values: Tensor, dtype: keyof typeof dtypes, files: Map<string, Uint8Array>): TensorNote {
  const { width, set } = dtypes[dtype]
  const bytes = new Uint8Array(values.length * width)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < values.length; i++) set(view, i * width, values[i])
  const tensor = `tensors/${files.size}.bin`
  files.set(tensor, bytes)
  return { tensor, dtype, length: values.length, crc32: crc32(bytes) }
}

function decodeTensor(
  { tensor, dtype, length, crc32: sum }: Partial<TensorNote>,
  files: Map<string, Uint8Array>,
): Tensor {
  const bytes = files.get(String(tensor))
  if (!bytes) throw damaged(`it lacks ${String(tensor)}`)
  files.delete(String(tensor))
  if (dtype === undefined || !Object.hasOwn(dtypes, dtype))
    throw damaged(`${String(tensor)} has the unknown kind ${JSON.stringify(dtype)}`)
  const { width, make, get } = dtypes[dtype]
  if (length === undefined || bytes.length !== length * width || crc32(bytes) !== sum)
    throw damaged(`${String(tensor)} was altered`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = make(length)
  for (let i = 0; i < length; i++) values[i] = get(view, i * width)
  return values
}
