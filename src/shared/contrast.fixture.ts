/** How far two colours, #rrggbb, stand apart: 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const luminance = (c: string): number =>
    [1, 3, 5]
      .map(i => Number.parseInt(c.slice(i, i + 2), 16) / 255)
      .map(s => (s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4))
      .reduce((sum, s, i) => sum + s * [0.2126, 0.7152, 0.0722][i], 0)
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}
