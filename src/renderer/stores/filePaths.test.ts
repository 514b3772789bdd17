import { expect, it } from 'vitest'
import { nodeSpecs } from '../../compute'
import type { Pipeline } from '../../shared/pipeline/document'
import { folderOf, inFolder, withAbsolutePaths, strayPaths } from './filePaths'

const document = (...paths: string[]): Pipeline => ({
  format: 'lathe/pipeline',
  version: 1,
  name: 'x',
  seed: 1,
  nodes: paths.map((path, i) => ({ id: `load${i}`, type: 'data.file', params: { path, header: 'yes' } })),
  edges: [],
})
const paths = (made: Pipeline) => made.nodes.map(node => node.params['path'])

it('starts relative paths at the folder of the pipeline, and changes nothing else', () => {
  const given = document('a.csv', '/b.csv', 'dataset:00', '', 'C:\\c.csv', '../d.csv')
  expect(paths(withAbsolutePaths(given, '/data', nodeSpecs))).toEqual([
    '/data/a.csv',
    '/b.csv',
    'dataset:00',
    '',
    'C:\\c.csv',
    '/data/../d.csv',
  ])
  expect(withAbsolutePaths(given, '/data', nodeSpecs).nodes[0].params['header']).toBe('yes')
})

it('finds what lies outside of the folder', () => {
  const given = document('/data/a.csv', '/data/../etc/passwd', '/etc/passwd', '/etc/passwd', 'b.csv', 'dataset:00')
  expect(strayPaths(given, '/data', nodeSpecs)).toEqual(['/data/../etc/passwd', '/etc/passwd'])
  expect(strayPaths(given, null, nodeSpecs)).toEqual(['/data/a.csv', '/data/../etc/passwd', '/etc/passwd'])
})

it.each([
  ['/a/b.lathe.json', '/a'],
  ['/b.lathe.json', '/'],
  ['C:\\work\\b.lathe.json', 'C:\\work'],
])('the folder of %s is %s', (path, folder) => {
  expect(folderOf(path)).toBe(folder)
})

it.each([
  ['/home/p', '/home/p/a.csv'],
  ['/home/p/', '/home/p/a.csv'],
  ['/', '/a.csv'],
  ['C:\\Users\\p', 'C:\\Users\\p\\a.csv'],
  ['C:\\', 'C:\\a.csv'],
  ['\\\\share\\p', '\\\\share\\p\\a.csv'],
])('a file in %s is %s', (folder, path) => {
  expect(inFolder(folder, 'a.csv')).toBe(path)
  expect(folderOf(path)).toBe(folder === '/' ? '/' : folder.replace(/[\\/]$/, ''))
})
