import { LatheError } from '../../../../shared/errors'
import { isFeatureKind, type Role } from '../../../../shared/frame'
import type { Values } from '../../../../shared/params'
import type { Run } from '../../../engine/node'
import { type Column, columnNamed, featuresOf, type Frame, targetOf } from '../../../frame/frame'
import { cast } from './cast'
import { withoutLeaks } from './leaks'
import type { spec } from './spec'

type Params = (typeof spec)['parameters']

export const run: Run<Params> = async (context, { frames }, params) => {
  const frame = frames[0]
  const roles = rolesOf(frame, params)
  const columns: Column[] = []
  for (const column of frame.columns) {
    const kind = own(params.types, column.name) as Column['kind'] | undefined
    const typed = kind ? await cast(column, kind, context.warn) : column
    columns.push({
      ...typed,
      role: roles.get(column.name) ?? column.role,
      name: own(params.rename, column.name) ?? column.name,
    })
  }
  refuseTwice(columns)
  refuseFeatures(columns, params)
  const { frame: shaped, report } = await withoutLeaks(context, { ...frame, columns }, params)
  return {
    frame: shaped,
    summary: {
      target: targetOf(shaped)?.name ?? null,
      features: featuresOf(shaped).map(c => c.name),
      leaks: report,
    },
  }
}

/** The role each column gets. Errors: `data` for a name that is not there or has two roles. */
function rolesOf(frame: Frame, params: Values<Params>): Map<string, Role> {
  const roles = new Map<string, Role>()
  const give = (name: string, role: Role): void => {
    columnNamed(frame, name)
    const other = roles.get(name)
    if (other && other !== role)
      throw new LatheError({
        code: 'data',
        message: `The column ${name} is named as ${other} and as ${role}.`,
        remedy: { text: 'Name it once in table.columns.', fix: { set: { parameter: 'features' } } },
      })
    roles.set(name, role)
  }
  for (const role of ['target', 'id', 'weight', 'time', 'order', 'group', 'user', 'item', 'rating'] as const) {
    const name = params[role]
    if (name !== null) give(name, role)
  }
  for (const name of params.ignore ?? []) give(name, 'ignored')
  for (const name of params.features ?? []) give(name, 'feature')
  // What is kept is a feature by choice; beside a list of features it says so of those that the list lacks.
  for (const name of params.keep ?? []) give(name, 'feature')
  if (params.features)
    for (const c of frame.columns) if (!roles.has(c.name) && c.role === 'feature') roles.set(c.name, 'ignored')
  for (const name of [...Object.keys(params.types), ...Object.keys(params.rename)]) columnNamed(frame, name)
  return roles
}

/** The entry of a map for a column; columns may be called `constructor`. */
export const own = (map: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined

/** A column that was named as a feature and cannot be one must not be left out in silence. */
function refuseFeatures(columns: readonly Column[], params: Values<Params>): void {
  const named = new Set((params.features ?? []).map(name => own(params.rename, name) ?? name))
  const unfit = columns.find(c => named.has(c.name) && !isFeatureKind(c.kind))
  if (unfit)
    throw new LatheError({
      code: 'data',
      message: `The column ${unfit.name} is ${unfit.kind}, and a feature must be a number, a boolean, a category, a vector or an image.`,
      remedy: { text: 'Change its kind in types, or leave it out of features.', fix: { set: { parameter: 'types' } } },
    })
}

function refuseTwice(columns: readonly Column[]): void {
  const seen = new Set<string>()
  for (const { name } of columns) {
    if (seen.has(name))
      throw new LatheError({
        code: 'data',
        message: `Two columns would be named ${name}.`,
        remedy: { text: 'Choose another name in rename.', fix: { set: { parameter: 'rename' } } },
      })
    seen.add(name)
  }
}
