import { readFile } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { LatheError } from '../../shared/errors'
import { parsePipeline, type Pipeline, writePipeline } from '../../shared/pipeline/document'
import { isPipelineName, pipelineEnding } from '../../shared/pipeline/ending'
import { writeFileAtomically } from '../files/write'
import { checkFile } from './paths'

/** The pipeline in a file that a person named. Errors: `usage` for another kind of path, `input` when it cannot be read, `pipeline` when it is wrong. */
export async function readPipelineFile(path: string): Promise<Pipeline> {
  const text = await readText(checked(path))
  try {
    return parsePipeline(text)
  } catch (error) {
    throw LatheError.from(error).at(path)
  }
}

/**
 * Writes the pipeline. `over` is what the file may hold without loss: what was last seen of it and what is kept elsewhere. Anything else in it
 * is another program's work and stays. Errors: `usage`, `input`.
 */
export async function writePipelineFile(
  path: string,
  document: Pipeline,
  over: readonly Pipeline[] | 'replace',
): Promise<void> {
  checked(path)
  if (over !== 'replace') {
    const found = await readFile(path, 'utf8').catch(() => null)
    if (found !== null && !over.some(known => holds(found, known))) {
      const message =
        over.length === 1 ? 'A file of that name is there already.' : 'The file was changed by another program.'
      throw new LatheError({
        code: 'input',
        where: path,
        message,
        remedy: {
          text: 'Replace it, or save under another name.',
          fix: { set: { parameter: 'replace', value: true } },
        },
      })
    }
  }
  await writeFileAtomically(path, writePipeline(document))
}

/** Whether a file holds something else than what was last seen of it. */
export const isNewer = (onDisk: Pipeline, seen: Pipeline | null): boolean =>
  seen === null || writePipeline(onDisk) !== writePipeline(seen)

/** Whether the text is the pipeline, however it is laid out. */
function holds(text: string, pipeline: Pipeline): boolean {
  try {
    return !isNewer(parsePipeline(text), pipeline)
  } catch {
    return false
  }
}

function checked(path: string): string {
  if (isAbsolute(path) && isPipelineName(path) && !path.includes('\0')) {
    checkFile(path)
    return path
  }
  const message = `A pipeline file has a whole path that ends in ${pipelineEnding}.`
  throw new LatheError({ code: 'usage', where: path, message, remedy: 'Give such a path.' })
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'does not exist' : `cannot be read (${cause.code ?? cause.message})`
    throw new LatheError(
      { code: 'input', where: path, message: `The pipeline file ${why}.`, remedy: 'Check the path.' },
      { cause },
    )
  })
}
