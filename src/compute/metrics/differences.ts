/** For tests: every place where two values of the same shape differ, numbers by more than 1e-10 (relative above 1). */
export function differences(found: unknown, expected: unknown, path = ''): string[] {
  if (typeof found === 'number' && typeof expected === 'number') {
    const near = Math.abs(found - expected) <= 1e-10 * Math.max(1, Math.abs(expected))
    return near ? [] : [`${path}: ${found}, expected ${expected}`]
  }
  if (isRecord(found) && isRecord(expected)) {
    const keys = new Set([...Object.keys(found), ...Object.keys(expected)])
    return [...keys].flatMap(key => differences(found[key], expected[key], `${path}.${key}`))
  }
  return found === expected ? [] : [`${path}: ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
