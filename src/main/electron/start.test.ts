import { describe, expect, it } from 'vitest'
import { ownArguments, readStart } from './start'

describe('how the app was started', () => {
  it.each([
    [[], { type: 'window', files: [] }],
    [['a.lathe'], { type: 'window', files: ['a.lathe'] }],
    [['a.lathe.json'], { type: 'window', files: ['a.lathe.json'] }],
    [
      ['--no-sandbox', '/x/A.LATHE.JSON', 'b.lathe-model', 'c.csv', '-psn_0_1'],
      { type: 'window', files: ['/x/A.LATHE.JSON', 'b.lathe-model'] },
    ],
    [['--evil.lathe.json'], { type: 'window', files: [] }],
    [['run', 'a.lathe.json', '--quiet'], { type: 'command', args: ['run', 'a.lathe.json', '--quiet'] }],
    [['--use-webgpu-adapter=swiftshader', 'nodes', '--json'], { type: 'command', args: ['nodes', '--json'] }],
    [['--help'], { type: 'command', args: ['--help'] }],
    [
      ['predict', 'm.lathe-model', 'a.csv', 'p.csv'],
      { type: 'command', args: ['predict', 'm.lathe-model', 'a.csv', 'p.csv'] },
    ],
    [['a.lathe.json', 'run'], { type: 'window', files: ['a.lathe.json'] }],
    [['serve'], { type: 'window', files: [] }],
  ] as const)('%j', (args, start) => {
    expect(readStart(args)).toEqual(start)
  })

  it('leaves out the program and, in a checkout, the folder of the app', () => {
    expect(ownArguments(['/opt/lathe', 'run'], true)).toEqual(['run'])
    expect(ownArguments(['/electron', '.', 'run'], false)).toEqual(['run'])
  })
})
