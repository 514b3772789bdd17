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

/** Interval of the mean of independent proportions from Wilson's of each: distances squared and added (Zou and Donner 2008). */
export function meanProportionInterval(all: readonly { successes: number; trials: number }[]): [number, number] {
  let [mean, below, above] = [0, 0, 0]
  for (const { successes, trials } of all) {
    const share = successes / trials
    const [low, high] = wilsonInterval(successes, trials)
    mean += share / all.length
    below += (share - low) ** 2
    above += (high - share) ** 2
  }
  return [Math.max(0, mean - Math.sqrt(below) / all.length), Math.min(1, mean + Math.sqrt(above) / all.length)]
}
