/** A line of nodes, one feeding the next; each is named by its place in the list. */
export function line(name: string, nodes: readonly (readonly [id: string, type: string, params?: object])[]): object {
  return {
    format: 'lathe/pipeline',
    version: 1,
    name,
    seed: 42,
    nodes: nodes.map(([id, type, params = {}]) => ({ id, type, params })),
    edges: nodes.slice(1).map(([id], i) => ({ from: nodes[i][0], to: id })),
  }
}

/** Penguins to a model that walks downhill step by step: `steps` of them take a second or so for each few thousand. */
export const slowTraining = (steps: number): object =>
  line('Slow', [
    ['load', 'data.sample', { name: 'penguins' }],
    ['columns', 'table.columns', { target: 'species', ignore: ['island'] }],
    ['split', 'prep.split'],
    ['impute', 'prep.impute'],
    ['encode', 'prep.encode'],
    ['scale', 'prep.scale'],
    ['train', 'model.logisticRegression', { solver: 'gradientDescent', maxIter: steps, tol: 1e-12 }],
    ['evaluate', 'evaluate'],
  ])

/** A model that meets missing values: nothing fills them. */
export const fails = (): object =>
  line('Failing', [
    ['load', 'data.sample', { name: 'penguins' }],
    ['columns', 'table.columns', { target: 'species', ignore: ['island', 'sex'] }],
    ['split', 'prep.split'],
    ['train', 'model.logisticRegression'],
    ['evaluate', 'evaluate'],
  ])

/** Two models of the same rows, compared by one node. */
export function twoModels(): object {
  const made = line('Two models', [
    ['load', 'data.sample', { name: 'breastCancer' }],
    ['columns', 'table.columns', { target: 'diagnosis' }],
    ['split', 'prep.split'],
    ['scale', 'prep.scale'],
    ['strict', 'model.logisticRegression', { c: 0.01 }],
    ['evaluate', 'evaluate'],
  ]) as { nodes: object[]; edges: object[] }
  const free = { id: 'free', type: 'model.logisticRegression', params: { penalty: 'none', maxIter: 30 } }
  return {
    ...made,
    nodes: [...made.nodes, free],
    edges: [...made.edges, { from: 'scale', to: 'free' }, { from: 'free', to: 'evaluate' }],
  }
}

/** Three logistic regressions of a penguin's sex: as it is, held tightly, and over products of the features. */
export const threeModels = {
  ...line('Penguin sex, three models', [
    ['load', 'data.sample', { name: 'penguins' }],
    ['columns', 'table.columns', { target: 'sex' }],
    ['split', 'prep.split', { method: 'holdout', testSize: 0.25 }],
    ['impute', 'prep.impute'],
    ['encode', 'prep.encode', { drop: 'first' }],
    ['scaled', 'prep.scale'],
    ['products', 'prep.polynomial'],
    ['plain', 'model.logisticRegression'],
    ['tight', 'model.logisticRegression', { c: 0.01 }],
    ['bent', 'model.logisticRegression'],
    ['evaluate', 'evaluate'],
  ]),
  edges: [
    ['load', 'columns'],
    ['columns', 'split'],
    ['split', 'impute'],
    ['impute', 'encode'],
    ['encode', 'scaled'],
    ['scaled', 'plain'],
    ['scaled', 'tight'],
    ['scaled', 'products'],
    ['products', 'bent'],
    ['plain', 'evaluate'],
    ['tight', 'evaluate'],
    ['bent', 'evaluate'],
  ].map(([from, to]) => ({ from, to })),
}
