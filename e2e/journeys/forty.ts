type Node = readonly [id: string, type: string, params?: object]

/** Four lines of ten nodes, all kinds that need no file: two data sets of people, one of birds, one that is made up. */
export function fortyNodes(): object {
  const lines: readonly (readonly Node[])[] = [
    [
      ['birds', 'data.sample', { name: 'penguins' }],
      ['birdsRoles', 'table.columns', { target: 'species', ignore: ['island'] }],
      ['birdsSplit', 'prep.split', { method: 'kFold', k: 3 }],
      ['birdsImpute', 'prep.impute', { strategy: 'median' }],
      ['birdsEncode', 'prep.encode', { drop: 'first' }],
      ['birdsScale', 'prep.scale'],
      ['birdsTrain', 'model.logisticRegression'],
      ['birdsScores', 'evaluate'],
      ['birdsBalanced', 'model.logisticRegression', { classWeight: 'balanced', solver: 'newton' }],
      ['birdsChart', 'chart', { kind: 'correlation' }],
    ],
    [
      ['patients', 'data.sample', { name: 'diabetes' }],
      ['patientsRoles', 'table.columns', { target: 'progression' }],
      ['patientsSplit', 'prep.split', { testSize: 0.3 }],
      ['patientsSquares', 'prep.polynomial', { interactionOnly: true }],
      ['patientsScale', 'prep.scale', { method: 'minMax' }],
      ['patientsRidge', 'model.linearRegression', { penalty: 'l2' }],
      ['patientsScores', 'evaluate'],
      ['patientsLasso', 'model.linearRegression', { penalty: 'l1', alpha: 0.5 }],
      ['patientsParts', 'model.pca', { nComponents: 3 }],
      ['patientsChart', 'chart', { kind: 'histogram', x: 'bmi' }],
    ],
    [
      ['blobs', 'data.generate', { kind: 'blobs', rows: 400, features: 3 }],
      ['blobsSplit', 'prep.split'],
      ['blobsScale', 'prep.scale', { method: 'robust' }],
      ['blobsGroups', 'model.kMeans', { nClusters: 3, nInit: 3 }],
      ['blobsScores', 'evaluate'],
      ['blobsParts', 'model.pca', { nComponents: 2, whiten: true }],
      ['moons', 'data.generate', { kind: 'moons', rows: 300, noise: 0.2 }],
      ['moonsSplit', 'prep.split'],
      ['moonsSquares', 'prep.polynomial', { degree: 3 }],
      ['moonsTrain', 'model.logisticRegression', { c: 10 }],
    ],
    [
      ['people', 'data.sample', { name: 'titanic' }],
      ['peopleRoles', 'table.columns', { target: 'survived', features: ['pclass', 'sex', 'age', 'fare'] }],
      ['peopleSplit', 'prep.split', { stratify: 'no' }],
      ['peopleImpute', 'prep.impute'],
      ['peopleEncode', 'prep.encode', { method: 'ordinal' }],
      ['peopleScale', 'prep.scale', { method: 'maxAbs' }],
      ['peopleTrain', 'model.logisticRegression', { penalty: 'none' }],
      ['peopleScores', 'evaluate'],
      ['peopleAgain', 'predict'],
      ['peopleChart', 'chart', { kind: 'bar', x: 'sex' }],
    ],
  ]
  const edges: readonly string[] = [
    'birds>birdsRoles>birdsSplit>birdsImpute>birdsEncode>birdsScale>birdsTrain>birdsScores',
    'birdsScale>birdsBalanced>birdsScores',
    'birdsEncode>birdsChart',
    'patients>patientsRoles>patientsSplit>patientsSquares>patientsScale>patientsRidge>patientsScores',
    'patientsScale>patientsLasso>patientsScores',
    'patientsScale>patientsParts',
    'patients>patientsChart',
    'blobs>blobsSplit>blobsScale>blobsGroups>blobsScores',
    'blobsScale>blobsParts',
    'moons>moonsSplit>moonsSquares>moonsTrain',
    'people>peopleRoles>peopleSplit>peopleImpute>peopleEncode>peopleScale>peopleTrain>peopleScores',
    'peopleScale>peopleAgain',
    'peopleTrain.model>peopleAgain.model',
    'people>peopleChart',
  ]
  return {
    format: 'lathe/pipeline',
    version: 1,
    name: 'Forty',
    seed: 42,
    nodes: lines.flat().map(([id, type, params = {}]) => ({ id, type, params })),
    edges: edges.flatMap(path =>
      path
        .split('>')
        .slice(1)
        .map((to, i) => ({ from: path.split('>')[i], to })),
    ),
    canvas: {
      positions: Object.fromEntries(
        lines.flatMap((nodes, row) => nodes.map(([id], column) => [id, [column * 224, row * 144]])),
      ),
    },
  }
}
