import { describe, expect, it } from 'vitest'
import { nodeSpecs } from '../../../compute'
import type { Role } from '../../../shared/frame'
import { type Pipeline, readPipeline } from '../../../shared/pipeline/document'
import { edgesOf } from '../../../shared/pipeline/specs.fixture'
import { rolesFor, withRole } from './columnRoles'

const made = (params?: Record<string, unknown>): Pipeline =>
  readPipeline({
    format: 'lathe/pipeline',
    version: 1,
    nodes: [
      { id: 'load', type: 'data.sample', params: {} },
      ...(params ? [{ id: 'columns', type: 'table.columns', params }] : []),
      { id: 'split', type: 'prep.split', params: {} },
    ],
    edges: params
      ? [
          { from: 'load', to: 'columns' },
          { from: 'columns', to: 'split' },
        ]
      : [{ from: 'load', to: 'split' }],
  })
const given = (params: Record<string, unknown>, column: string, role: Role, table = 'split') =>
  withRole(made(params), nodeSpecs, table, column, role).document.nodes.find(n => n.id === 'columns')!.params

describe('a role given where its column is seen', () => {
  it('is set at the node that gives roles, before the table or behind', () => {
    expect(given({}, 'y', 'target')).toEqual({ target: 'y' })
    expect(given({ target: 'y' }, 'w', 'weight', 'load')).toEqual({ target: 'y', weight: 'w' })
    expect(given({ target: 'y' }, 'x', 'ignored')).toEqual({ target: 'y', ignore: ['x'] })
  })

  it('takes the place of the role before', () => {
    expect(given({ target: 'y' }, 'y', 'ignored')).toEqual({ ignore: ['y'] })
    expect(given({ ignore: ['a', 'y'] }, 'y', 'target')).toEqual({ ignore: ['a'], target: 'y' })
    expect(given({ id: 'y', target: 'z' }, 'y', 'feature')).toEqual({ target: 'z' })
    expect(given({ features: ['a', 'b'] }, 'a', 'target')).toEqual({ features: ['b'], target: 'a' })
    expect(given({ features: ['b'], id: 'a' }, 'a', 'feature')).toEqual({ features: ['b', 'a'] })
  })

  it('keeps what gives the target away only when a person says so', () =>
    expect(given({ target: 'y' }, 'alive', 'feature')).toEqual({ target: 'y', keep: ['alive'] }))

  it('goes by the name that a column had before it was renamed', () =>
    expect(given({ rename: { old: 'new' } }, 'new', 'target')).toEqual({ rename: { old: 'new' }, target: 'old' }))

  it('puts such a node behind the source where there is none', () => {
    const { document, node } = withRole(made(), nodeSpecs, 'split', 'y', 'target')
    expect(edgesOf(document)).toEqual(['load>columns', 'columns>split'])
    expect(document.nodes.find(n => n.id === node)!.params).toEqual({ target: 'y' })
  })

  it('is one of those that there are parameters for; texts are no features', () => {
    expect(rolesFor('number', nodeSpecs)).toEqual(
      expect.arrayContaining(['feature', 'target', 'weight', 'id', 'ignored']),
    )
    expect(rolesFor('number', nodeSpecs)).not.toContain('prediction')
    expect(rolesFor('text', nodeSpecs)).not.toContain('feature')
  })
})
