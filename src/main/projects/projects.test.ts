import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parsePipeline, writePipeline } from '../../shared/pipeline/document'
import { emptyPipeline, lastRun } from './pipeline.fixture'
import { openProjects } from './projects'
import { readRecord } from './record'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'lathe-projects-')))
let count = 0
const newFolder = () => join(root, String(++count))
afterAll(() => rmSync(root, { recursive: true }))

describe('projects', () => {
  it('opens a kept document as it was, after another program start', async () => {
    const folder = newFolder()
    const first = await openProjects(folder)
    const { project, revision } = await first.create(emptyPipeline('one'))
    expect(project).toMatchObject({ name: 'one', file: null, saved: false, headline: null })
    const kept = await first.keep(project.id, revision, emptyPipeline('two'))
    const again = await (await openProjects(folder)).open(project.id)
    expect(again).toMatchObject({ revision: kept.revision, savedDocument: null, conflict: false })
    expect(again.document).toEqual(emptyPipeline('two'))
  })

  it('saves into the data folder, and to files, and knows what is unsaved', async () => {
    const folder = newFolder()
    const projects = await openProjects(folder)
    let open = await projects.create(emptyPipeline('one'))
    const { id } = open.project
    open = await projects.save(id, open.revision, emptyPipeline('one'))
    expect(open.project).toMatchObject({ saved: true, file: null })
    const file = join(folder, 'mine.lathe.json')
    open = await projects.save(id, open.revision, emptyPipeline('two'), { path: file })
    expect(open.project).toMatchObject({ saved: true, file })
    expect(parsePipeline(readFileSync(file, 'utf8'))).toEqual(emptyPipeline('two'))
    await projects.keep(id, open.revision, emptyPipeline('three'))
    expect(projects.list()).toMatchObject([{ id, name: 'three', saved: false }])
    expect(parsePipeline(readFileSync(file, 'utf8')).name).toBe('two')
  })

  it('finds the project of a file, with its unsaved changes', async () => {
    const folder = newFolder()
    const projects = await openProjects(folder)
    const file = join(folder, 'mine.lathe.json')
    writeFileSync(file, writePipeline(emptyPipeline('one')))
    const open = await projects.read(file)
    await projects.keep(open.project.id, open.revision, emptyPipeline('two'))
    const again = await projects.read(file)
    expect(again.project).toMatchObject({ id: open.project.id, name: 'two', saved: false })
    expect(again.savedDocument).toEqual(emptyPipeline('one'))
  })

  it('takes in what another program wrote, where nothing is unsaved; else tells and never writes over it', async () => {
    const folder = newFolder()
    const projects = await openProjects(folder)
    const file = join(folder, 'mine.lathe.json')
    writeFileSync(file, writePipeline(emptyPipeline('one')))
    const open = await projects.read(file)
    writeFileSync(file, writePipeline(emptyPipeline('theirs')))
    const newer = await projects.open(open.project.id)
    expect(newer).toMatchObject({ document: { name: 'theirs' }, project: { saved: true }, conflict: false })

    const { revision } = await projects.keep(open.project.id, newer.revision, emptyPipeline('ours'))
    writeFileSync(file, writePipeline(emptyPipeline('theirs too')))
    expect(await projects.open(open.project.id)).toMatchObject({ document: { name: 'ours' }, conflict: true })
    const save = (replace: boolean) => projects.save(open.project.id, revision, emptyPipeline('ours'), { replace })
    await expect(save(false)).rejects.toMatchObject({ code: 'input', where: file })
    expect(parsePipeline(readFileSync(file, 'utf8')).name).toBe('theirs too')
    await save(true)
    expect(parsePipeline(readFileSync(file, 'utf8')).name).toBe('ours')
  })

  it('refuses a change that does not start from the last one: another window made it', async () => {
    const projects = await openProjects(newFolder())
    const { project, revision } = await projects.create(emptyPipeline('one'))
    await projects.keep(project.id, revision, emptyPipeline('two'))
    for (const late of [
      projects.keep(project.id, revision, emptyPipeline('x')),
      projects.save(project.id, revision, emptyPipeline('x')),
    ])
      await expect(late).rejects.toMatchObject({ code: 'input', message: 'The project was changed in another window.' })
    expect((await projects.open(project.id)).document.name).toBe('two')
  })

  it('removes from the list and brings back', async () => {
    const folder = newFolder()
    const projects = await openProjects(folder)
    const { project } = await projects.create(emptyPipeline('one'))
    await projects.remove(project.id)
    expect(projects.list()).toEqual([])
    await expect(projects.open(project.id)).rejects.toMatchObject({ code: 'input' })
    expect((await openProjects(folder)).list()).toEqual([])
    expect(await projects.restore(project.id)).toMatchObject({ name: 'one' })
    expect((await projects.open(project.id)).document).toEqual(emptyPipeline('one'))
  })

  it.each(['/tmp/a.json', 'a.lathe.json', '/etc/passwd', '/tmp/a\0.lathe.json', '/tmp/.lathe', ''])(
    'touches no file like %j',
    async path => {
      const projects = await openProjects(newFolder())
      const { project, revision } = await projects.create(emptyPipeline('one'))
      await expect(projects.read(path)).rejects.toMatchObject({ code: 'usage' })
      await expect(projects.save(project.id, revision, emptyPipeline('one'), { path })).rejects.toMatchObject({
        code: 'usage',
      })
    },
  )

  it('does not write over a file that is there already', async () => {
    const folder = newFolder()
    const projects = await openProjects(folder)
    const { project, revision } = await projects.create(emptyPipeline('one'))
    const path = join(folder, 'other.lathe')
    writeFileSync(path, 'something else')
    await expect(projects.save(project.id, revision, emptyPipeline('one'), { path })).rejects.toMatchObject({
      message: 'A file of that name is there already.',
    })
    expect(readFileSync(path, 'utf8')).toBe('something else')
  })

  it('keeps 50 runs, the newest first, without what is heavy', async () => {
    const projects = await openProjects(newFolder())
    const { project } = await projects.create(emptyPipeline('one'))
    for (let i = 1; i <= 52; i++) await projects.keepRun(project.id, lastRun(`run ${i}`, i / 100), i)
    const runs = await projects.runs(project.id)
    expect(runs.map(run => run.number)).toEqual(Array.from({ length: 50 }, (_, i) => 52 - i))
    expect(runs[0]).toMatchObject({ seconds: 52, status: 'done', headline: 'accuracy 0.520 (test)' })
    expect(projects.list()[0]).toMatchObject({ headline: 'accuracy 0.520 (test)' })
    const { document, results } = await projects.run(project.id, 10)
    expect(document).toEqual(emptyPipeline('run 10'))
    expect(results.nodes['evaluate']?.blocks?.map(b => b.id)).toEqual(['headline'])
    expect(Object.keys(results.nodes['evaluate']?.summary ?? {})).toEqual(['headline'])
  }, 120_000)

  it('lists runs that were damaged as such: a byte changed, cut short', async () => {
    const folder = newFolder()
    const projects = await openProjects(folder)
    const { project } = await projects.create(emptyPipeline('one'))
    for (let i = 1; i <= 3; i++) await projects.keepRun(project.id, lastRun(`run ${i}`, i / 100), i)
    const path = (name: string) => join(folder, `${project.id}.runs`, name)
    const changed = readFileSync(path('2.json'), 'utf8').replace('0.02', '0.92')
    writeFileSync(path('2.json'), changed)
    writeFileSync(path('3.json'), readFileSync(path('3.json')).subarray(0, 500))
    writeFileSync(path('last.json'), readFileSync(path('last.json'), 'utf8').replace('0.03', '0.93'))
    const runs = await projects.runs(project.id)
    expect(runs.map(({ number, status }) => [number, status])).toEqual([
      [3, 'damaged'],
      [2, 'damaged'],
      [1, 'done'],
    ])
    await expect(projects.run(project.id, 2)).rejects.toMatchObject({ code: 'format', message: 'The run is damaged.' })
    expect(await projects.lastRun(project.id)).toBeNull()
  })

  it('reads runs that older versions kept without a checksum', async () => {
    const folder = newFolder()
    const projects = await openProjects(folder)
    const { project } = await projects.create(emptyPipeline('one'))
    await projects.keepRun(project.id, lastRun('run', 0.5), 1)
    const path = join(folder, `${project.id}.runs`, '1.json')
    const { content } = JSON.parse(readFileSync(path, 'utf8')) as { content: unknown }
    writeFileSync(path, JSON.stringify(content))
    expect(await projects.runs(project.id)).toMatchObject([{ number: 1, status: 'done' }])
  })

  it('knows its own file after a kill between the file and the record', async () => {
    const folder = newFolder()
    const file = join(folder, 'mine.lathe.json')
    const first = await openProjects(folder)
    const { project, revision } = await first.create(emptyPipeline('one'))
    const { id } = project
    const saved = await first.save(id, revision, emptyPipeline('one'), { path: file })
    const record = join(folder, `${id}.json`)
    // The file cannot be replaced by now: what the record holds is what a kill at that point leaves.
    rmSync(file)
    mkdirSync(file)
    await expect(first.save(id, saved.revision, emptyPipeline('two'), { replace: true })).rejects.toMatchObject({
      code: 'input',
    })
    expect(await readRecord(record)).toMatchObject({ document: { name: 'two' }, saved: { name: 'one' } })
    rmSync(file, { recursive: true })
    writeFileSync(file, writePipeline(emptyPipeline('two')))
    const second = await openProjects(folder)
    const open = await second.open(id)
    expect(open).toMatchObject({ conflict: false, project: { saved: true } })
    await second.save(id, open.revision, emptyPipeline('three'))
    expect(parsePipeline(readFileSync(file, 'utf8')).name).toBe('three')
  })

  it('keeps the last run as it was, a part of the document too, until its project is gone for good', async () => {
    const folder = newFolder()
    const projects = await openProjects(folder)
    const { project } = await projects.create(emptyPipeline('one'))
    expect(await projects.lastRun(project.id)).toBeNull()
    await projects.keepRun(project.id, lastRun('whole', 0.9), 3)
    const part = lastRun('part', 0.8)
    expect(await projects.keepRun(project.id, part, null)).toBeNull()
    expect(await projects.lastRun(project.id)).toEqual(JSON.parse(JSON.stringify(part)))
    expect(await projects.runs(project.id)).toHaveLength(1)

    await projects.remove(project.id)
    await expect(projects.lastRun(project.id)).rejects.toMatchObject({ message: 'There is no such project.' })
    await projects.restore(project.id)
    expect(await projects.lastRun(project.id)).toMatchObject({ nodes: part.nodes })
    await projects.remove(project.id)
    const later = await openProjects(folder)
    await later.restore(project.id)
    expect(await later.lastRun(project.id)).toBeNull()
    expect(await later.runs(project.id)).toHaveLength(1)
  })

  it('leaves the project of a newer program where it is, and tells', async () => {
    const folder = newFolder()
    const { project } = await (await openProjects(folder)).create(emptyPipeline('one'))
    const path = join(folder, `${project.id}.json`)
    const newer = readFileSync(path, 'utf8').replace('"version":1', '"version":2')
    writeFileSync(path, newer)
    expect((await openProjects(folder)).damaged).toEqual([expect.stringMatching(/version 2.*up to version 1/)])
    expect(readFileSync(path, 'utf8')).toBe(newer)
  })

  it('puts a damaged project aside, tells, and goes on: 300 mutations', async () => {
    const folder = newFolder()
    const projects = await openProjects(folder)
    const { project } = await projects.create({ ...emptyPipeline('one'), canvas: {} })
    const path = join(folder, `${project.id}.json`)
    const whole = readFileSync(path)
    for (let i = 0; i < 300; i++) {
      const at = Math.floor((whole.length * i) / 300)
      const bytes = i % 2 ? whole.subarray(0, at) : Buffer.from(whole.map((byte, k) => (k === at ? byte ^ 0x11 : byte)))
      writeFileSync(path, bytes)
      const opened = await openProjects(folder)
      expect(opened.list()).toEqual([])
      expect(opened.damaged).toHaveLength(1)
      const aside = readdirSync(folder).filter(name => name.includes('.damaged-'))
      expect(aside).toHaveLength(1)
      expect(readFileSync(join(folder, aside[0]))).toEqual(Buffer.from(bytes))
      rmSync(join(folder, aside[0]))
    }
  })
})
