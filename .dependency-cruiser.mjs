// The walls between the rooms of src/, the floors of src/compute (ARCHITECTURE.md), and no import cycles. Tests and benchmarks may cross
// walls and climb floors, not form cycles.
const code = path => ({ path, pathNot: '\\.(test|bench)\\.ts$' })

const wall = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

/** The folders of src/compute, lowest first: each stands on those before it. Those of one floor know nothing of each other. */
const floors = [
  ['device', 'random', 'statistics'],
  ['tensor'],
  ['kernels'],
  ['linalg', 'autograd', 'metrics'],
  ['frame'],
  ['engine'],
  ['learning'],
  ['nodes', 'labs'],
  ['host'],
]

const floorWalls = floors.map((floor, i) => {
  const above = floors.slice(i).flat().join('|')
  return wall(
    `floor-${floor[0]}`,
    `${floor.join(', ')} may import ${floors.slice(0, i).flat().join(', ') || 'no other folder of compute'}.`,
    code(`^src/compute/(${floor.join('|')})/`),
    { path: `^src/compute/(${above})/|^src/compute/index\\.ts$`, pathNot: '^src/compute/$1/' },
  )
})

export default {
  forbidden: [
    ...floorWalls,
    wall('unplaced', 'A folder of src/compute has a place on the list of floors.', code('^src/'), {
      path: '^src/compute/[^/]+/',
      pathNot: `^src/compute/(${floors.flat().join('|')}|testing)/`,
    }),
    wall('node-folder', 'What nodes share stands on a floor below them.', code('^src/compute/nodes/([^/]+/[^/]+)/'), {
      path: '^src/compute/nodes/[^/]+/[^/]+/',
      pathNot: '^src/compute/nodes/$1/',
    }),
    wall('cycle', 'Modules that import each other cannot be read or moved alone.', {}, { circular: true }),
    wall('shared', 'shared imports nothing but itself.', code('^src/shared/'), {
      path: '^(src|e2e|bench|scripts)/',
      pathNot: '^src/shared/',
    }),
    wall('compute', 'compute imports shared only.', code('^src/compute/'), {
      path: '^(src|e2e|bench|scripts)/',
      pathNot: '^src/(shared|compute)/',
    }),
    // host/node.ts is no part of the public door, which pages import: they must not meet Dawn.
    wall(
      'main',
      'main imports shared, the public door of compute and the host that gives Node WebGPU.',
      code('^src/main/'),
      {
        path: '^(src|e2e|bench|scripts)/',
        pathNot: '^src/(shared|main)/|^src/compute/(index|host/node)\\.ts$',
      },
    ),
    wall(
      'renderer',
      'renderer imports shared, the public door of compute, and spec.ts, code.ts and learn.md of nodes.',
      code('^src/renderer/'),
      {
        path: '^(src|e2e|bench|scripts)/',
        pathNot:
          '^src/(shared|renderer)/|^src/compute/index\\.ts$|^src/compute/nodes/.+/(spec\\.ts|code\\.ts|learn\\.md)',
      },
    ),
    wall(
      'node',
      'node:* is for src/main and src/compute/host/node.ts.',
      code('^src/(?!main/|compute/host/node\\.ts$)'),
      { dependencyTypes: ['core'] },
    ),
    wall('electron', 'electron is for src/main/electron.', code('^src/(?!main/electron/)'), { path: npm('electron') }),
    wall('vue', 'Vue is for src/renderer.', code('^src/(?!renderer/)'), { path: npm('vue|pinia|@vue|@vue-flow') }),
    wall('store', 'The embedded database is for src/main.', code('^src/(?!main/)'), { path: npm('@duckdb') }),
    wall('dawn', 'Dawn is for src/compute/host/node.ts.', code('^src/(?!compute/host/node\\.ts$)'), {
      path: npm('webgpu'),
    }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.vue', '.json'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}

function npm(names) {
  return `(^|/)node_modules/(${names})(/|$)`
}
