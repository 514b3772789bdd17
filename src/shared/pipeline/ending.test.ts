import { expect, it } from 'vitest'
import { isPipelineName, withPipelineEnding } from './ending'

it.each(['a.lathe', '/b/a.lathe.json', 'C:\\b\\A.LATHE', 'a.b.lathe'])('%s is a pipeline, and keeps its name', name => {
  expect(isPipelineName(name)).toBe(true)
  expect(withPipelineEnding(name)).toBe(name)
})

it.each([
  ['a', 'a.lathe'],
  ['/b/a.json', '/b/a.lathe'],
  ['a.lathe-model', 'a.lathe-model.lathe'],
  ['a.lathe.csv', 'a.lathe.csv.lathe'],
])('%s is none, and would be saved as %s', (name, saved) => {
  expect(isPipelineName(name)).toBe(false)
  expect(withPipelineEnding(name)).toBe(saved)
})

it.each(['.lathe', '/home/me/.lathe', '.lathe.json'])('%s is a hidden file', name => {
  expect(isPipelineName(name)).toBe(false)
})
