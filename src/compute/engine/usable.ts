import { LatheError } from '../../shared/errors'
import type { Role } from '../../shared/frame'
import type { NodeSpec } from '../../shared/node'
import type { Remedy } from '../../shared/remedy'
import { isPart } from '../frame/components'
import { type Column, featuresOf, type Frame } from '../frame/frame'
import { isWide } from '../frame/wide'

/** The features a model can use, or the error that says what to put before it. */
export function usableFeatures(frame: Frame, spec: NodeSpec): Column[] {
  if (spec.needs?.features === 'none') return []
  const features = featuresOf(frame)
  if (features.length === 0)
    throw new LatheError({
      code: 'data',
      message: `${spec.title} needs features, and the frame has none.`,
      remedy: featuresRemedy(frame.columns.find(c => c.kind === 'text' && c.role === 'feature')),
    })
  if (spec.needs?.features !== 'any') refuseCategories(features, spec.title)
  const gaps = features.filter(c => c.missing > 0)
  if (gaps.length > 0 && spec.needs?.missing !== 'allow')
    throw new LatheError({
      code: 'data',
      message: `${spec.title} cannot take missing cells, and ${namesOf(gaps)} ${gaps.length === 1 ? 'has' : 'have'} ${gaps.reduce((s, c) => s + c.missing, 0)}.`,
      remedy: gaps.some(c => isWide(c.cells))
        ? vectorGaps
        : { text: 'Put prep.impute before it.', fix: { insert: 'prep.impute' } },
    })
  return features
}

/** What to do about vectors that lack components. */
export const vectorGaps: Remedy = {
  text: 'Ignore it in table.columns: gaps in vectors are not filled.',
  fix: { set: { node: 'table.columns', parameter: 'ignore' } },
}

/** `text`: a column of texts, which are no feature by themselves. */
const featuresRemedy = (text: Column | undefined): Remedy =>
  text
    ? {
        text: `${text.name} is text: put prep.text before it, which makes terms of it.`,
        fix: { insert: 'prep.text', params: { column: text.name } },
      }
    : {
        text: 'Name features in table.columns, or encode categories.',
        fix: { set: { node: 'table.columns', parameter: 'features' } },
      }

/** Errors: `data` where a feature is a category. `title`: what needs numbers. */
export function refuseCategories(features: readonly Column[], title: string): void {
  const categories = features.filter(c => !isPart(c.cells))
  if (categories.length === 0) return
  throw new LatheError({
    code: 'data',
    message: `${title} needs numbers, and ${namesOf(categories)} ${categories.length === 1 ? 'is a category' : 'are categories'}.`,
    remedy: { text: 'Put prep.encode before it, or ignore them in table.columns.', fix: { insert: 'prep.encode' } },
  })
}

/** The columns of the roles that a node needs. Errors: `data` naming the first that no column has. */
export function neededRoles(frame: Frame, spec: NodeSpec): Column[] {
  return (spec.needs?.roles ?? []).map(role => {
    const column = withRole(frame, role)
    if (column) return column
    throw new LatheError({
      code: 'data',
      message: `${spec.title} needs a column of role ${role}, and none has it.`,
      remedy: {
        text: `Name one in table.columns (${role}).`,
        fix: { set: { node: 'table.columns', parameter: role } },
      },
    })
  })
}

export const withRole = (frame: Frame, role: Role): Column | undefined => frame.columns.find(c => c.role === role)

export function namesOf(columns: readonly Column[]): string {
  const names = columns.slice(0, 3).map(c => c.name)
  return columns.length > 3 ? `${names.join(', ')} and ${columns.length - 3} more` : names.join(' and ')
}
