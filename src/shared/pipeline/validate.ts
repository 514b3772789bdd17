import { type ErrorParts, LatheError } from '../errors'
import type { NodeSpec, Specs } from '../node'
import { checkParameter, completeRecords } from '../parameterCheck'
import type { AnyValues, Parameter, ParameterRecord } from '../params'
import type { Pipeline, PipelineNode } from './document'
import { Graph, portOf } from './graph'

/** Everything wrong with a document, each fault with its path; empty when it can run. */
export function faultsOf(document: Pipeline, specs: Specs): ErrorParts[] {
  const faults = [...nodeFaults(document, specs), ...edgeFaults(document, specs)]
  const { circle } = Graph.of(document)
  if (circle)
    faults.push({
      code: 'pipeline',
      message: `The nodes ${circle.join(' → ')} form a circle.`,
      where: 'edges',
      remedy: { text: 'Remove one of the edges between them.' },
    })
  else faults.push(...inputFaults(document, specs))
  return faults
}

/** Throws the first fault. */
export function validate(document: Pipeline, specs: Specs): void {
  const [fault] = faultsOf(document, specs)
  if (fault) throw new LatheError(fault)
}

/** A node's parameters with the defaults filled in, those of the fields of records too. What is not valid stays as it is. */
export function valuesOf(node: PipelineNode, spec: NodeSpec): AnyValues {
  const values = Object.entries(spec.parameters).map(([name, p]) => {
    const given = givenOf(node, name, p)
    const whole = p.kind === 'records' && checkParameter(name, p, given) === undefined
    return [name, whole ? completeRecords(p, given as readonly ParameterRecord[]) : given]
  })
  return Object.fromEntries(values) as AnyValues
}

const givenOf = (node: PipelineNode, name: string, p: Parameter): unknown =>
  Object.hasOwn(node.params, name) ? node.params[name] : p.default

function nodeFaults(document: Pipeline, specs: Specs): ErrorParts[] {
  const faults: ErrorParts[] = []
  const seen = new Set<string>()
  for (const [index, node] of document.nodes.entries()) {
    const where = `nodes[${index}]`
    if (seen.has(node.id))
      faults.push({
        code: 'pipeline',
        message: `Two nodes have the id ${node.id}.`,
        where: `${where}.id`,
        remedy: { text: 'Give one another id.' },
      })
    seen.add(node.id)
    const spec = specs.get(node.type)
    if (spec) faults.push(...parameterFaults(node, spec, where))
    else
      faults.push({
        code: 'pipeline',
        message: `There is no node type ${JSON.stringify(node.type)}.`,
        where: `${where}.type`,
        remedy: {
          text: `Did you mean ${nearest(node.type, [...specs.keys()])}? "lathe nodes" lists all of them.`,
        },
      })
  }
  return faults
}

function parameterFaults(node: PipelineNode, spec: NodeSpec, where: string): ErrorParts[] {
  const faults: ErrorParts[] = []
  for (const name of Object.keys(node.params))
    if (!Object.hasOwn(spec.parameters, name))
      faults.push({
        code: 'parameter',
        message: `${spec.type} has no parameter ${JSON.stringify(name)}.`,
        where: `${where}.params.${name}`,
        remedy: {
          text: Object.keys(spec.parameters).length
            ? `It has ${Object.keys(spec.parameters).join(', ')}.`
            : 'It has no parameters.',
        },
      })
  for (const [name, parameter] of Object.entries(spec.parameters)) {
    const sentence = checkParameter(name, parameter, givenOf(node, name, parameter))
    if (sentence)
      faults.push({
        code: 'parameter',
        message: sentence,
        where: `${where}.params.${name}`,
        remedy: {
          text: `The default is ${JSON.stringify(parameter.default)}.`,
          fix: { set: { parameter: name, value: parameter.default } },
        },
      })
  }
  return faults
}

function edgeFaults(document: Pipeline, specs: Specs): ErrorParts[] {
  const faults: ErrorParts[] = []
  const graph = Graph.of(document)
  const taken = new Set<string>()
  for (const [index, edge] of graph.edges.entries()) {
    const fault = (side: 'from' | 'to', message: string, remedy: string): void => {
      faults.push({ code: 'pipeline', message, where: `edges[${index}].${side}`, remedy: { text: remedy } })
    }
    const find = (side: 'from' | 'to') => {
      const end = edge[side]
      const node = graph.node(end.node)
      if (!node) fault(side, `There is no node ${JSON.stringify(end.node)}.`, 'Name a node of this pipeline.')
      const spec = node && specs.get(node.type)
      if (!spec) return undefined
      const ports = side === 'from' ? spec.outputs : spec.inputs
      const port = portOf(ports, end)
      if (port) return { node, port }
      const what = side === 'from' ? 'output' : 'input'
      if (end.port === undefined) fault(side, `${end.node} has no ${what}.`, 'Remove the edge.')
      else
        fault(
          side,
          `${end.node} has no ${what} ${JSON.stringify(end.port)}.`,
          `It has ${ports.map(p => p.name).join(', ') || 'none'}.`,
        )
      return undefined
    }
    const from = find('from')
    const to = find('to')
    if (!from || !to) continue
    if (from.port.kind !== to.port.kind)
      fault(
        'to',
        `${edge.written.from} gives a ${from.port.kind}, but ${to.node.id}.${to.port.name} takes a ${to.port.kind}.`,
        `Connect a ${to.port.kind}.`,
      )
    const place = `${to.node.id}.${to.port.name}`
    if (taken.has(place) && !to.port.many)
      fault('to', `${place} already has an edge and takes only one.`, 'Remove one of the two.')
    taken.add(place)
  }
  return faults
}

function inputFaults(document: Pipeline, specs: Specs): ErrorParts[] {
  const faults: ErrorParts[] = []
  for (const [index, node] of document.nodes.entries())
    for (const port of specs.get(node.type)?.inputs ?? []) {
      const wired = Graph.of(document)
        .into(node.id)
        .some(e => portOf(specs.get(node.type)!.inputs, e.to) === port)
      if (!wired && !port.optional)
        faults.push({
          code: 'pipeline',
          message: `${node.id} has nothing on its input ${port.name}.`,
          where: `nodes[${index}]`,
          remedy: { text: `Connect a ${port.kind} to it.` },
        })
    }
  return faults
}

/** The known name with the fewest edits (Levenshtein 1966). */
export function nearest(name: string, known: readonly string[]): string {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j)
    for (let i = 1; i <= a.length; i++) {
      const next = [i]
      for (let j = 1; j <= b.length; j++)
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      row = next
    }
    return row[b.length]
  }
  return [...known].sort((x, y) => distance(name, x) - distance(name, y))[0] ?? name
}
