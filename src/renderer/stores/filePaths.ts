import type { NodeSpec } from '../../shared/node'
import type { Pipeline } from '../../shared/pipeline/document'

/** A path that starts at the root of a disk or share. */
export const isAbsolutePath = (path: string): boolean => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path)

/** The folder of a file's absolute path. */
export const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, '') || '/'

/** The path of a file in a folder, with the folder's own kind of slash. */
export function inFolder(folder: string, name: string): string {
  const slash = /^([A-Za-z]:)?\\/.test(folder) ? '\\' : '/'
  return `${folder.replace(/[\\/]$/, '')}${slash}${name}`
}

const isFile = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && !value.startsWith('dataset:')

/** The document with the files that its nodes name as absolute paths: relative ones start at the folder of the pipeline file. */
export function withAbsolutePaths(document: Pipeline, folder: string, specs: ReadonlyMap<string, NodeSpec>): Pipeline {
  const nodes = document.nodes.map(node => {
    const names = fileParameters(specs.get(node.type)).filter(name => {
      const value = node.params[name]
      return isFile(value) && !isAbsolutePath(value)
    })
    if (names.length === 0) return node
    const changed = names.map((name): [string, string] => [
      name,
      `${folder.replace(/[\\/]$/, '')}/${String(node.params[name])}`,
    ])
    return { ...node, params: { ...node.params, ...Object.fromEntries<unknown>(changed) } }
  })
  return { ...document, nodes }
}

/** Absolute paths that a document names outside of a folder, once each: those to be asked for. */
export function strayPaths(document: Pipeline, folder: string | null, specs: ReadonlyMap<string, NodeSpec>): string[] {
  const named = document.nodes
    .filter(node => !node.disabled)
    .flatMap(node => fileParameters(specs.get(node.type)).map(name => node.params[name]))
    .filter(isFile)
  const inside = (path: string): boolean =>
    folder !== null && path.startsWith(`${folder.replace(/[\\/]$/, '')}/`) && !path.split(/[\\/]/).includes('..')
  return [...new Set(named)].filter(path => isAbsolutePath(path) && !inside(path))
}

const fileParameters = (spec: NodeSpec | undefined): string[] =>
  Object.entries(spec?.parameters ?? {}).flatMap(([name, p]) => (p.kind === 'text' && p.file ? [name] : []))
