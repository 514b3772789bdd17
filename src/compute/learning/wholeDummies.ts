import type { Context } from '../engine/node'
import type { Training } from '../engine/training'

/**
 * Warns where all categories of a column stand beside an intercept: they add up to it, so that coefficients are not unique and have no
 * standard errors. One category left out mends it and changes no prediction.
 */
export function warnOfWholeDummies(context: Context, { steps }: Pick<Training, 'steps'>): void {
  const whole = steps.findLast(
    ({ params, state }) => params['method'] === 'oneHot' && params['drop'] === 'none' && 'categories' in state,
  )
  const names = Object.entries((whole?.state['categories'] ?? {}) as Record<string, readonly string[]>)
    .filter(([, categories]) => categories.length > 1)
    .map(([name]) => name)
  if (!whole || names.length === 0) return
  const some = names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '')
  context.warn(
    `The columns of all categories of ${some} add up to the intercept, so the coefficients are not unique and have no standard errors. Leave out the first category (drop = first in ${whole.type}); predictions stay as they are.`,
    { set: { node: whole.type, parameter: 'drop', value: 'first' } },
  )
}
