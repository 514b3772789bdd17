import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { dataFolder } from './dataFolder'
import { Paths, questionOf } from './paths'
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
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'lathe-paths-')))
  const [mine, other] = [join(root, 'mine'), join(root, 'other')]
  for (const folder of [mine, join(mine, 'deep'), join(mine, '.git'), other]) mkdirSync(folder)
  const made = ['mine/a.csv', 'mine/deep/a.csv', 'mine/.env', 'mine/.git/config', 'other/a.csv', 'other/b.csv']
  for (const name of made) writeFileSync(join(root, name), 'a\n1\n')
  const links = process.platform !== 'win32'
  if (links) {
    symlinkSync(join(other, 'a.csv'), join(mine, 'file-link.csv'))
    symlinkSync(other, join(mine, 'folder-link'))
    symlinkSync('/etc/passwd', join(mine, 'passwd.csv'))
    symlinkSync(join(mine, 'a.csv'), join(mine, 'own-link.csv'))
    spawnSync('mkfifo', [join(mine, 'pipe.csv')])
  }
  afterAll(() => rmSync(root, { recursive: true }))
  const paths = new Paths(() => [mine, homedir(), '/'])

  it.each(['a.csv', 'deep/a.csv', '../mine/a.csv', 'not-there-yet.csv', 'deep/new/also.csv'])(
    'opens %s beside the pipeline',
    name => {
      expect(paths.place(`${mine}/${name}`)).toBe(join(mine, name))
    },
  )

  it.each([
    '/etc/passwd',
    '/proc/self/environ',
    '/dev/zero',
    homedir(),
    join(homedir(), 'a.csv'),
    join(homedir(), '.ssh/id_rsa'),
    mine,
    `${mine}/.`,
    `${mine}/..`,
    `${mine}/../other/a.csv`,
    `${mine}/deep/../../other/a.csv`,
    `${mine}/a.csv/../../other/a.csv`,
    `${mine}2/a.csv`,
    `${mine}/.env`,
    `${mine}/.git/config`,
    `${mine}/deep/../.git/config`,
    `${mine}/.new/a.csv`,
    `${mine}/a.csv\0.txt`,
    `${mine}//../other//a.csv`,
    ...(links
      ? ['file-link.csv', 'folder-link/a.csv', 'folder-link/new.csv', 'passwd.csv'].map(n => `${mine}/${n}`)
      : []),
  ])('does not open %s', async path => {
    expect(() => paths.place(path)).toThrow(expect.objectContaining({ code: 'usage', where: path }) as Error)
    expect(await paths.ask(path)).toBe(false)
  })

  it.skipIf(!links)('follows links that stay inside, and opens no pipes or devices', () => {
    expect(paths.place(join(mine, 'own-link.csv'))).toBe(join(mine, 'a.csv'))
    expect(() => paths.place(join(mine, 'pipe.csv'))).toThrow('This is a pipe or a device, no file.')
    expect(() => paths.place(join(mine, 'deep'))).toThrow('This is a folder.')
    const asked = new Paths(() => [])
    asked.allow('/dev/zero')
    expect(() => asked.place('/dev/zero')).toThrow('This is a pipe or a device, no file.')
  })

  it('opens what a person allowed, and leaves relative paths to the page', async () => {
    const asked: string[] = []
    const own = new Paths(() => [mine])
    own.confirm = path => {
      asked.push(path)
      return Promise.resolve(path.endsWith('a.csv'))
    }
    expect(await own.ask(join(mine, 'a.csv'))).toBe(true)
    expect(asked).toEqual([])
    for (const [name, allowed] of [
      ['a.csv', true],
      ['a.csv', true],
      ['b.csv', false],
    ] as const)
      expect(await own.ask(join(other, name))).toBe(allowed)
    expect(asked).toEqual([join(other, 'a.csv'), join(other, 'b.csv')])
    expect(own.place(`${other}/../other/a.csv`)).toBe(join(other, 'a.csv'))
    expect(() => own.place(join(other, 'b.csv'))).toThrow('outside')
    expect(own.place('a.csv')).toBeUndefined()
    expect(await own.ask('relative.csv')).toBe(false)
  })

  it('says what a yes opens', () => {
    expect(questionOf(join(other, 'a.csv'))).toBe(`A pipeline in the window wants to use the file a.csv in ${other}.`)
    const wanted = (name: string, folder: string): string =>
      `The window wants to use the pipeline ${name} in ${folder}.`
    expect(questionOf(join(other, 'x.lathe'))).toBe(
      `${wanted('x.lathe', other)} It may then use the files of that folder.`,
    )
    const forged = questionOf(join(other, 'a\nLathe\u202e.csv'))
    expect(forged).toContain('the file a\\u000aLathe\\u202e.csv in')
    // The home folder is opened by nothing.
    expect(questionOf(join(homedir(), 'x.lathe.json'))).toBe(wanted('x.lathe.json', homedir()))
  })
})
