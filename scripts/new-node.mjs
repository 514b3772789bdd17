// Makes a node folder that passes the laws' first run: node scripts/new-node.mjs model.myModel
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const groups = ['data', 'table', 'prep', 'model', 'output']
const type = process.argv[2] ?? ''
const [group, name] = type.includes('.') ? type.split('.') : ['result', type]
if (![...groups, 'result'].includes(group) || !/^[a-z][A-Za-z0-9]*$/.test(name ?? '')) {
  console.error(
    `Usage: node scripts/new-node.mjs <group>.<name>, group one of ${groups.join(', ')}; or a lone name for nodes/result.`,
  )
  process.exit(2)
}
const folder = join('src/compute/nodes', group, name)
if (existsSync(folder)) {
  console.error(`${folder} is already there.`)
  process.exit(1)
}
const title = name[0].toUpperCase() + name.slice(1).replace(/[A-Z]/g, c => ` ${c.toLowerCase()}`)
const model = group === 'model'
const learns = model || group === 'prep'

const spec = `import { defineNode, frameIn, ${model ? 'modelOut' : 'frameOut'} } from '../../../../shared/node'

export const spec = defineNode({
  type: '${type}',
  version: 1,
  title: '${title}',
  summary: 'Predicts the mean of the target in the training rows.',
  group: '${group}',
  icon: 'box',
  inputs: frameIn,
  outputs: ${model ? 'modelOut' : 'frameOut'},
  folds: '${learns ? 'replay' : 'pooled'}',
  parameters: {},
${model ? "  needs: { target: 'regression', missing: 'refuse', features: 'numeric' },\n  task: 'regression',\n" : ''}  attributes: {${model ? " mean: 'mean of the target in the training rows' " : ''}},
  blocks: {},
})
`.replace(
  'Predicts the mean of the target in the training rows.',
  model ? 'Predicts the mean of the target in the training rows.' : 'Passes the frame on.',
)

const files = {
  'spec.ts': spec,
  ...(model && {
    'fit.ts': `import { throwIfCancelled } from '../../../../shared/errors'
import type { Estimator } from '../../../engine/node'
import { mean } from './reference'
import type { spec } from './spec'

export const estimator: Estimator<(typeof spec)['parameters']> = {
  fit(context, data) {
    throwIfCancelled(context.signal)
    const target = data.target
    if (target?.task !== 'regression') throw new Error('The engine gives a numeric target.')
    const value = mean(target.values)
    return Promise.resolve({ state: { value }, summary: { mean: value }, blocks: [] })
  },

  predict: (_context, state, rows) =>
    Promise.resolve({ kind: 'values', values: new Float64Array(rows.n).fill(state['value'] as number) }),
}
`,
    'reference.ts': `/** Mean of n numbers. */
export function mean(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}
`,
    'golden.json': `${JSON.stringify({ source: 'numpy 1.24: numpy.mean([1, 2, 6])', values: [1, 2, 6], mean: 3 }, null, 2)}\n`,
    'learn.md': `# ${title}

The mean $\\bar y$ is the constant with the smallest squared error:

$$\\bar y = \\arg\\min_c \\sum_{i=1}^n (y_i - c)^2 = \\frac1n \\sum_{i=1}^n y_i$$

## Complexity
$O(n)$ time, $O(1)$ memory.

## When to use it
As the line that every other model has to beat.

## Pitfalls
It follows outliers.

## References
Gauss, C. F. (1809). *Theoria motus corporum coelestium*.
`,
  }),
  ...(group === 'prep' && {
    'fit.ts': `import type { Transformer } from '../../../engine/node'
import type { spec } from './spec'

export const transformer: Transformer<(typeof spec)['parameters']> = {
  fit: () => Promise.resolve({ state: {}, summary: {} }),
  apply: (_context, frame) => Promise.resolve(frame),
}
`,
  }),
  ...(learns && {
    'code.ts': `import type { Code } from '../../../engine/code'
import type { spec } from './spec'

export const code: Code<(typeof spec)['parameters']> = () => ({
  imports: ['from ${model ? 'sklearn.dummy import DummyRegressor' : 'sklearn.preprocessing import FunctionTransformer'}'],
  expression: '${model ? 'DummyRegressor()' : 'FunctionTransformer()'}',
})
`,
  }),
  ...(!learns && {
    'run.ts': `import type { Run } from '../../../engine/node'
import type { spec } from './spec'

export const run: Run<(typeof spec)['parameters']> = (_context, { frames }) =>
  Promise.resolve({ frame: frames[0]!, summary: {} })
`,
  }),
  ...(learns && {
    'example.ts': model
      ? `import { tex } from '../../../engine/tex'
import { type Example, numberAfter } from '../../../engine/worked'

/** The prediction of one row: the same for all. */
export const example: Example = {
  async steps(at) {
    const value = await numberAfter(at, at.after.prediction!.column)
    const again = at.state['value'] as number
    return [
      {
        title: 'What it predicts',
        sentence: 'Every row gets the mean of the training rows.',
        formula: '\\\\hat y = \\\\bar y',
        filled: \`\\\\hat y = \${tex(again)}\`,
        head: ['', 'prediction'],
        lines: [{ name: 'prediction', cells: [], value, again, unit: Math.abs(again) || 1 }],
      },
    ]
  },
}
`
      : `import type { Example } from '../../../engine/worked'

/** Nothing is learned, so there is nothing to work through. */
export const example: Example = { steps: () => Promise.resolve([]) }
`,
  }),
  ...(learns && {
    [`${name}.laws.test.ts`]: `import { lawsOf } from '../../laws/laws'

await lawsOf('${type}')
`,
  }),
  [`${name}.test.ts`]: `import { expect, it } from 'vitest'
import { testDevice } from '../../../testing/device'
import { frameOf } from '../../../testing/frames'
import { runType } from '../../../testing/run'
${model ? "import golden from './golden.json'\n" : ''}
const device = await testDevice()

${
  model
    ? `it('predicts the mean', async () => {
  const frame = frameOf({ x: [1, 2, 3], y: golden.values }, { roles: { y: 'target' } })
  const { summary } = await runType(device, '${type}', frame)
  expect(summary['mean']).toBeCloseTo(golden.mean, 12)
})`
    : `it('passes the frame on', async () => {
  const { frame } = await runType(device, '${type}', frameOf({ x: [1, 2, 3] }))
  expect(frame!.rows).toBe(3)
})`
}
`,
}

mkdirSync(folder, { recursive: true })
for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
console.log(`${folder}: ${Object.keys(files).join(', ')}. Next: npx vitest run ${folder} src/compute/nodes/laws`)
