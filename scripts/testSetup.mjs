import { ensureBuilt } from './build.mjs'

/** Before any test: tests of worker threads start the built ones. A source that does not build leaves all other tests to run. */
export default async function setup() {
  await ensureBuilt('node').catch((/** @type {Error} */ error) => process.stderr.write(`dist/node: ${error.message}\n`))
}
