/** Names as a sentence holds them: the first four, and how many more. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4)
  const rest = names.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`
}
