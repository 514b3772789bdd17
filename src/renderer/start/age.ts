/** How long ago, as people say it: "just now", "5 min ago", "2 h ago", "yesterday", then the date. */
export function ageOf(iso: string, now = new Date()): string {
  const date = new Date(iso)
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (date.toDateString() === now.toDateString()) return `${Math.floor(minutes / 60)} h ago`
  const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  if (date.toDateString() === before.toDateString()) return 'yesterday'
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year })
}
