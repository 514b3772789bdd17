import { expect, it } from 'vitest'
import { refusal } from '../../shared/pipeline/edit'
import { line } from '../../shared/pipeline/specs.fixture'
import { nodeSpecs } from '../../compute'
import { edgeOf, type PortRef } from './connection'
import { portsAcross } from './ports'

const document = line(
  ['a:data.sample', 'b:prep.scale', 'c:prep.scale', 'm:model.kMeans', 'p:predict', 'j:evaluate'],
  ['a>b', 'b>c', 'c>m', 'a>p', 'm>j'],
)

it('ports across are those that nothing speaks against', () => {
  const all = document.nodes.flatMap(({ id, type }): PortRef[] => {
    const spec = nodeSpecs.get(type)!
    return [
      ...spec.inputs.map((p): PortRef => ({ node: id, port: p.name, side: 'input' })),
      ...spec.outputs.map((p): PortRef => ({ node: id, port: p.name, side: 'output' })),
    ]
  })
  for (const from of all) {
    const allowed = all.filter(to => {
      const edge = edgeOf(document, nodeSpecs, from, to)
      return edge && refusal(document, nodeSpecs, edge) === undefined
    })
    expect(portsAcross(document, nodeSpecs, from), `${from.node}.${from.port}`).toEqual(allowed)
  }
})
