import { normalQuantile } from './normal'

/** Wilson's (1927) score interval for a proportion; [0, 1] when nothing was tried. */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): [number, number] {
  if (trials === 0) return [0, 1]
  const z = normalQuantile(0.5 + confidence / 2)
  const share = successes / trials
  const z2 = (z * z) / trials
  const middle = (share + z2 / 2) / (1 + z2)
  const reach = (z / (1 + z2)) * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials))
  return [successes === 0 ? 0 : Math.max(0, middle - reach), successes === trials ? 1 : Math.min(1, middle + reach)]
}
