import { expect, it } from 'vitest'
import { nodeSpecs } from '../../compute'
import { nodesByGroup } from './nodeGroups'

const titles = (query: string): string[] =>
  nodesByGroup(nodeSpecs.values(), query).flatMap(g => g.specs.map(s => s.title))

it('lists every node once', () => {
  expect(titles('')).toHaveLength(nodeSpecs.size)
  expect(nodesByGroup(nodeSpecs.values(), '')[0].group).toBe('data')
})

it('finds nodes by what they do', () => {
  expect(titles('probability class')).toEqual(['Logistic regression'])
  expect(titles('MODEL.pca')).toEqual(['Principal components'])
  expect(titles('no such thing')).toEqual([])
})
