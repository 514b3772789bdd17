import { nodeSpecs } from '../../compute'
import { parameterSchema } from '../../shared/parameterSchema'
import { expect, parse } from './arguments'
import type { Command } from './command'

const usage = 'lathe nodes [--json]'

export const nodes: Command = async args => {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } }, usage)
  expect(positionals, 0, usage)
  const all = [...nodeSpecs.values()].map(({ type, title, summary, group, inputs, outputs, parameters }) => ({
    type,
    title,
    summary,
    group,
    inputs,
    outputs,
    parameters: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(parameters).map(([name, p]) => [name, parameterSchema(p)])),
      additionalProperties: false,
    },
  }))
  if (values.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
  else
    for (const node of all) {
      process.stdout.write(`${node.type}  ${node.summary}\n`)
      for (const [name, schema] of Object.entries(node.parameters.properties)) {
        const choices = Array.isArray(schema['enum'])
          ? ` (${schema['enum'].map(x => JSON.stringify(x)).join(', ')})`
          : ''
        process.stdout.write(
          `    ${name} = ${JSON.stringify(schema['default'])}${choices}  ${String(schema['description'])}\n`,
        )
      }
    }
  return Promise.resolve(0)
}
