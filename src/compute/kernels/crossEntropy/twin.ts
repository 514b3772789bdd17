/** Loss and gradient of each row in double precision, each answer rounded to single. */
export function crossEntropyTwin(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  size: number,
  weights?: ArrayLike<number>,
): { loss: Float64Array; gradient: Float64Array } {
  const rows = labels.length
  const [loss, gradient] = [new Float64Array(rows), new Float64Array(rows * size)]
  for (let i = 0; i < rows; i++) {
    const label = labels[i]
    if (label >= size) continue
    const weight = weights?.[i] ?? 1
    const row = Array.from({ length: size }, (_, j) => logits[i * size + j])
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity)
    const others = row.reduce((sum, x, j) => sum + (j === label ? 0 : Math.exp(x - largest)), 0)
    const own = row[label] - largest
    const total = others + Math.exp(own)
    loss[i] = Math.fround(weight * (Math.log1p(others + Math.expm1(own)) - own))
    row.forEach((x, j) => {
      gradient[i * size + j] = Math.fround((weight * (j === label ? -others : Math.exp(x - largest))) / total)
    })
  }
  return { loss, gradient }
}
