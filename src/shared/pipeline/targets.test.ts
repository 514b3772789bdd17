import { expect, it } from 'vitest'
import { defineNode, frameOut } from '../node'
import { column } from '../params'
import { setParameter } from './edit'
import { line, specs as plain } from './specs.fixture'
import { targetParameter, targetsInto } from './targets'

const step = plain.get('prep.step')!
const specs = new Map([
  ...plain,
  [
    'table.roles',
    defineNode({
      ...step,
      type: 'table.roles',
      parameters: { target: column({ gives: 'target', nullMeans: 'none', help: '' }) },
    }),
  ],
  ['data.made', defineNode({ ...step, type: 'data.made', inputs: [], outputs: frameOut, gives: 'target' })],
])
const into = (nodes: readonly string[], edges: readonly string[], change = (d: ReturnType<typeof line>) => d) =>
  targetsInto(change(line(nodes, edges)), specs).get('m')

it('is no where nothing on the line makes a target', () => {
  expect(into(['r:data.read', 's:prep.step', 'm:model.learn'], ['r>s', 's>m'])).toBe('no')
  expect(into(['r:data.read', 'c:table.roles', 'm:model.learn'], ['r>c', 'c>m'])).toBe('no')
})

it('is yes where a parameter names one, or the source has one', () => {
  const nodes = ['r:data.read', 'c:table.roles', 's:prep.step', 'm:model.learn']
  const edges = ['r>c', 'c>s', 's>m']
  expect(into(nodes, edges, d => setParameter(d, 'c', 'target', 'species'))).toBe('yes')
  expect(into(['r:data.made', 's:prep.step', 'm:model.learn'], ['r>s', 's>m'])).toBe('yes')
})

it('counts no node that is switched off', () => {
  const nodes = ['r:data.read', 'c:table.roles', 'm:model.learn']
  const off = into(nodes, ['r>c', 'c>m'], d => {
    const named = setParameter(d, 'c', 'target', 'species')
    return { ...named, nodes: named.nodes.map(n => (n.id === 'c' ? { ...n, disabled: true } : n)) }
  })
  expect(off).toBe('no')
})

it('is unknown behind what takes a model or is not known', () => {
  expect(into(['r:data.read', 'u:use', 'm:model.learn'], ['r>u', 'u>m'])).toBe('unknown')
  expect(into(['r:data.read', 'x:prep.later', 'm:model.learn'], ['r>x', 'x>m'])).toBe('unknown')
  expect(into(['m:model.learn', 's:prep.step'], ['m>s', 's>m'])).toBeUndefined()
})

it('names the parameter', () => {
  expect(targetParameter(specs.get('table.roles')!)).toBe('target')
  expect(targetParameter(step)).toBeUndefined()
})
