import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFolder } from './dataFolder'
import { Paths } from './paths'
import { openWorkplace } from './workplace'

describe('the data folder', () => {
  it.each([
    [{ LATHE_DATA: '/elsewhere' }, 'linux', '/elsewhere'],
    [{ XDG_DATA_HOME: '/data' }, 'linux', join('/data', 'lathe')],
    [{}, 'linux', join('/home/p', '.local', 'share', 'lathe')],
    [{}, 'darwin', join('/home/p', 'Library', 'Application Support', 'Lathe')],
    [{ LOCALAPPDATA: '/local' }, 'win32', join('/local', 'Lathe')],
  ] as const)('%j on %s is %s', (env, platform, folder) => {
    expect(dataFolder(env, platform, '/home/p')).toBe(folder)
  })

  it('is held by one program at a time, which is named', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lathe-place-')))
    const samples = join(import.meta.dirname, '../../../resources/samples')
    {
      await using first = await openWorkplace(folder, samples)
      await first.announce('http://127.0.0.1:1')
      expect(JSON.parse(readFileSync(join(folder, 'holder.json'), 'utf8'))).toMatchObject({ pid: process.pid })
    }
    await using again = await openWorkplace(folder, samples)
    expect(again.projects.list()).toEqual([])
    rmSync(folder, { recursive: true })
  })
})

describe('paths of pipelines', () => {
  const paths = new Paths(() => ['/data/mine'])

  it.each(['/data/mine/a.csv', '/data/mine/deep/a.csv', '/data/mine/../mine/a.csv'])(
    'opens %s beside the pipeline',
    path => {
      expect(paths.place(path)).toBeDefined()
    },
  )

  it.each(['/etc/passwd', '/data/mine/../other/a.csv', '/data/mine', '/data/mine2/a.csv', join(homedir(), 'a.csv')])(
    'asks before %s',
    path => {
      expect(() => paths.place(path)).toThrow(expect.objectContaining({ code: 'usage', where: path }) as Error)
    },
  )

  it('opens what was allowed, and leaves relative paths to the page', () => {
    paths.allow('/data/a.csv')
    expect(paths.place('/data/../data/a.csv')).toBe('/data/a.csv')
    expect(() => paths.place('/data/b.csv')).toThrow('outside')
    expect(paths.place('a.csv')).toBeUndefined()
    paths.allow('relative.csv')
    expect(paths.place('relative.csv')).toBeUndefined()
  })
})
