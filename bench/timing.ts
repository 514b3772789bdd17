/** Median of several runs in milliseconds, with the fastest and the slowest. */
export interface Times {
  median: number
  low: number
  high: number
  runs: number
}

export function timesOf(milliseconds: readonly number[]): Times {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const median = (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2
  return { median, low: sorted[0], high: sorted.at(-1)!, runs: sorted.length }
}

/** OpenBLAS keeps its threads spinning for some 50 ms after a call: the next contender would share its cores with them. */
const restMilliseconds = 80

/**
 * Runs every contender once a round, the order turned round each time, so that a machine that slows down slows all of them.
 * A round before the first is not counted.
 */
export async function interleave<Sample>(
  contenders: ReadonlyMap<string, () => Promise<Sample>>,
  rounds: number,
): Promise<Map<string, Sample[]>> {
  const samples = new Map([...contenders.keys()].map((name): [string, Sample[]] => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    const order = [...contenders]
    if (round % 2 === 1) order.reverse()
    for (const [name, run] of order) {
      await new Promise(resolve => setTimeout(resolve, restMilliseconds))
      const sample = await run()
      if (round > 0) samples.get(name)!.push(sample)
    }
  }
  return samples
}

/** Milliseconds that a step takes. */
export async function stopwatch(step: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await step()
  return performance.now() - started
}
