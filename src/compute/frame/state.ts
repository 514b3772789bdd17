/** What an estimator learned: plain data and typed arrays, so that it can be saved without knowing the estimator. */
export type State = { readonly [key: string]: StateValue }
export type StateValue =
  string | number | boolean | null | Float64Array | Float32Array | Int32Array | readonly StateValue[] | State
