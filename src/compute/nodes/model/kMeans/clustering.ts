import type { Values } from '../../../../shared/params'
import { formatNumber } from '../../../../shared/results/format'
import type { Context } from '../../../engine/node'
import { Lloyd, type Run } from './lloyd'
import type { Points } from './points'
import type { spec } from './spec'
import { Start } from './start'

export interface Clustering {
  k: number
  /** k × p codes, means of their rows in double precision. */
  centers: Float64Array
  labels: Int32Array
  /** In squared codes. */
  inertia: number
  /** The start that was kept, and its number. */
  best: Run
  kept: number
  /** Inertia by step of every start. */
  starts: number[][]
}

type Options = Pick<Values<(typeof spec)['parameters']>, 'init' | 'nInit' | 'maxIter'> & {
  /** In squared codes. */
  tol: number
}

/** What hears of every portion of steps. */
export type OnSteps = (run: Run) => Promise<void>

/** The best of `nInit` starts by inertia; a person may end them. `share`: how much of the node's work this is. */
export async function cluster(
  context: Context,
  points: Points,
  k: number,
  { init, nInit, maxIter, tol }: Options,
  share: number,
  onSteps: OnSteps,
): Promise<Clustering> {
  using scope = context.device.scope()
  const lloyd = new Lloyd(context, scope, points, k)
  const chooser = new Start(scope, points, k)
  const starts: number[][] = []
  let best: Run | undefined
  let kept = 0
  let least = Infinity
  let before = 0
  let enough = false
  let start = 0
  for (; start < nInit && !enough && before < context.iterations.limit; start++) {
    const random = context.random(start)
    if (init === 'random') chooser.random(lloyd.centers, random)
    else await chooser.plusPlus(lloyd.centers, random, context.signal)
    const number = start
    const stepwise = {
      most: maxIter,
      before,
      fraction: (done: number) => (share * (number + done / maxIter)) / nInit,
      ...(nInit > 1 && {
        at: (done: number) => `iteration ${formatNumber(done, 'integer')} of start ${number + 1}`,
      }),
    }
    const { run, finished } = await lloyd.run(tol, stepwise, onSteps)
    enough = finished
    before += run.iterations
    const inertia = await lloyd.inertia()
    starts.push([...run.inertia, inertia])
    if (best && inertia >= least) continue
    best = run
    kept = start
    least = inertia
  }
  // Once more from the best centres: labels, means in double precision, and the rows nearest to these. The last start's labels stand.
  const last = best!.path.at(-1)!
  if (kept < start - 1) {
    lloyd.place(last)
    lloyd.assign()
  }
  const centers = await lloyd.means(last)
  lloyd.place(centers)
  const inertia = await lloyd.inertia()
  return { k, centers, labels: await points.readLabels(), inertia, best: best!, kept, starts }
}
