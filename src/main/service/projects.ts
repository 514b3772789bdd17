import type { ProjectCalls } from '../../shared/contracts/projects'
import type { Paths } from '../projects/paths'
import type { Projects } from '../projects/projects'
import { Refusal } from './refusal'

export type ProjectHandlers = {
  readonly [K in keyof ProjectCalls]: (input: Parameters<ProjectCalls[K]>[0]) => Promise<ReturnType<ProjectCalls[K]>>
}

/** What the host keeps for a person. */
export interface Kept {
  projects: Projects
  paths: Paths
}

/** Answers the calls of `contracts/projects.ts`; a host that keeps nothing refuses them. */
export function projectHandlers(kept: Kept | undefined): ProjectHandlers {
  const here = async <T>(work: (kept: Kept) => T | Promise<T>): Promise<T> => {
    if (kept) return work(kept)
    throw new Refusal(404, 'Projects are not kept here.', 'Start Lathe with a data folder.')
  }
  return {
    'projects.list': () => here(({ projects }) => ({ projects: projects.list(), damaged: [...projects.damaged] })),
    'projects.open': ({ id }) => here(({ projects }) => projects.open(id)),
    'projects.read': ({ path }) =>
      here(({ projects, paths }) => {
        paths.check(path)
        return projects.read(path)
      }),
    'projects.create': ({ document }) => here(({ projects }) => projects.create(document)),
    'projects.keep': ({ id, revision, document }) => here(({ projects }) => projects.keep(id, revision, document)),
    'projects.save': ({ id, revision, document, ...to }) =>
      here(({ projects, paths }) => {
        if (to.path !== undefined) paths.check(to.path)
        return projects.save(id, revision, document, to)
      }),
    'projects.remove': ({ id }) => here(({ projects }) => projects.remove(id)),
    'projects.restore': ({ id }) => here(({ projects }) => projects.restore(id)),
    'projects.keepRun': ({ id, last, seconds }) => here(({ projects }) => projects.keepRun(id, last, seconds)),
    'projects.lastRun': ({ id }) => here(({ projects }) => projects.lastRun(id)),
    'projects.runs': ({ id }) => here(({ projects }) => projects.runs(id)),
    'projects.run': ({ id, number }) => here(({ projects }) => projects.run(id, number)),
    'paths.ask': ({ path }) => here(({ paths }) => paths.ask(path)),
  }
}
