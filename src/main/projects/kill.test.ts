import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { build } from 'vite'
import { emptyPipeline } from './pipeline.fixture'
import { openProjects } from './projects'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'lathe-kill-')))
const program = join(root, 'kill.mjs')
beforeAll(() =>
  build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'kill.fixture.ts'),
      outDir: root,
      target: 'node20.19',
      rolldownOptions: { output: { entryFileNames: 'kill.mjs' } },
    },
  }),
)
afterAll(() => rmSync(root, { recursive: true }))

it('a program that is killed at any point has lost nothing that it was answered: 40 kills', async () => {
  const folder = join(root, 'projects')
  const { project } = await (await openProjects(folder)).create(emptyPipeline('state 0'))
  let last = 0
  for (let i = 0; i < 40; i++) {
    const child = spawn(process.execPath, [program, folder, project.id], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (text: Buffer) => (said += text.toString()))
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    // Spread over some writes of a few milliseconds each.
    await new Promise(resolve => setTimeout(resolve, (i * 7) % 31))
    child.kill('SIGKILL')
    await once(child, 'close')
    const answered = Number(said.trim().split('\n').at(-1))
    expect(answered).toBeGreaterThan(last)

    const projects = await openProjects(folder)
    expect(projects.damaged).toEqual([])
    const open = await projects.open(project.id)
    expect(open.revision).toBeGreaterThanOrEqual(answered)
    // The state after a kept change carries the number of the change; saving counts one on and keeps the state.
    expect(open.revision - open.document.seed).toBeLessThanOrEqual(1)
    expect(open.document).toEqual({ ...emptyPipeline(`state ${open.document.seed}`), seed: open.document.seed })
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([])
    last = open.revision
  }
})
