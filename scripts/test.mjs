// Every test: vitest (unit, then compute), then the Chromium specs. The last line adds them up.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { root } from './unpack.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const reports = mkdtempSync(join(tmpdir(), 'lathe-test-'))
const counts = [
  await built('node'),
  await built('page'),
  vitest(join(reports, 'vitest.json')),
  playwright(join(reports, 'playwright.json')),
]
rmSync(reports, { recursive: true, force: true })

const sum = (/** @type {keyof Count} */ key) => counts.reduce((total, count) => total + count[key], 0)
const skipped = sum('skipped')
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`)

/** A build that fails counts as one failure; what needs none is tested all the same. @param {'node' | 'page'} name @returns {Promise<Count>} */
async function built(name) {
  try {
    await ensureBuilt(name)
    return { passed: 0, failed: 0, skipped: 0 }
  } catch (error) {
    console.error(`dist/${name}:`, error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

/** @param {string} report @returns {Count} */
function vitest(report) {
  const reporter = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const status = run('vitest/vitest.mjs', ['run', ...reporter])
  return counted(status, report, result => ({
    passed: result.numPassedTests,
    // A file that does not load has no tests of its own to fail.
    failed: result.numFailedTests + result.testResults.filter(isBrokenFile).length,
    skipped: result.numPendingTests + result.numTodoTests,
  }))
}

/** @param {{ status: string, assertionResults: unknown[] }} file */
function isBrokenFile(file) {
  return file.status === 'failed' && file.assertionResults.length === 0
}

/** @param {string} report @returns {Count} */
function playwright(report) {
  const status = run('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  return counted(status, report, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }))
}

/**
 * @param {string} program path in node_modules
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function run(program, args, env) {
  const path = join(root, 'node_modules', program)
  return spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
    .status
}

/**
 * What a report counts. A runner that broke off, or failed for something beside its tests, counts as one failure.
 *
 * @param {number | null} status
 * @param {string} report
 * @param {(result: any) => Count} read
 * @returns {Count}
 */
function counted(status, report, read) {
  const count = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 }
  return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}
