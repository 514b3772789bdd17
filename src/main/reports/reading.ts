/** Reading summaries: plain data whose shape is the node's own, so that nothing is taken for granted. */
export type Fields = Readonly<Record<string, unknown>>

export const fields = (x: unknown): Fields | undefined =>
  typeof x === 'object' && x !== null && !Array.isArray(x) ? (x as Fields) : undefined
export const list = (x: unknown): readonly unknown[] => (Array.isArray(x) ? x : [])
export const figure = (x: unknown): number | undefined => (typeof x === 'number' && Number.isFinite(x) ? x : undefined)
export const words = (x: unknown): string | undefined => (typeof x === 'string' && x !== '' ? x : undefined)

/** An object's own member: `__proto__` and `constructor` are ordinary names in data. */
export const member = <T>(map: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined
