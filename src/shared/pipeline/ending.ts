/** How names of pipeline files end: systems know a file by what follows its last dot. */
export const pipelineEnding = '.lathe'

/** Whether a name or path is one of a pipeline file, by the ending of now or by that of before, `.lathe.json`. */
export const isPipelineName = (path: string): boolean => /[^/\\]\.lathe(\.json)?$/i.test(path)

/** A path as a pipeline is saved under: files with the older ending stay what they are. */
export const withPipelineEnding = (path: string): string =>
  isPipelineName(path) ? path : path.replace(/\.json$/i, '') + pipelineEnding
