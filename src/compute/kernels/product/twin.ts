/** A coded column: value = shift + scale · u. */
export interface CodedColumn {
  codes: Float64Array
  shift: number
  scale: number
}

/** The product of two columns, value by value. */
export function productTwin(a: CodedColumn, b: CodedColumn): Float64Array {
  return a.codes.map((u, i) => (a.shift + a.scale * u) * (b.shift + b.scale * b.codes[i]))
}
