// The walls between the rooms of src/, the floors of src/compute and src/renderer (ARCHITECTURE.md), and no import cycles. Tests and
// benchmarks may cross walls and climb floors, not form cycles.
const code = path => ({ path, pathNot: '\\.(test|bench)\\.ts$' })

const wall = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

/** Folders whose rooms stand on floors, lowest first: each may import those before it. Those of one floor know nothing of each other. */
const floors = {
  'src/compute': [
    ['device', 'random', 'statistics'],
    ['tensor'],
    ['kernels'],
    ['linalg', 'autograd', 'metrics'],
    ['frame'],
    ['engine'],
    ['learning', 'leaks'],
    ['nodes', 'labs'],
    ['host'],
  ],
  'src/renderer': [
    ['ui', 'layout', 'engine'],
    ['stores'],
    ['actions', 'charts'],
    ['diagrams'],
    ['node'],
    ['canvas', 'learn', 'report'],
    ['data', 'results'],
    ['inspector', 'start'],
    ['app'],
  ],
  'src/renderer/canvas': [['board'], ['wires', 'camera'], ['adding'], ['editing', 'mending', 'next'], ['cards']],
  'src/renderer/data': [['table'], ['filter', 'import', 'wide'], ['column'], ['grid']],
  'src/renderer/results': [['blocks'], ['live', 'runs'], ['node']],
  'src/renderer/inspector': [['controls']],
  'src/renderer/app': [['styles', 'fonts']],
}

/** A folder's own files stand above its rooms. */
const floorWalls = Object.entries(floors).flatMap(([folder, list]) =>
  list.map((floor, i) => {
    const above = list.slice(i).flat().join('|')
    const name = folder.split('/').slice(2).concat(floor[0]).join('/')
    return wall(
      `floor-${name}`,
      `${floor.join(', ')} may import ${list.slice(0, i).flat().join(', ') || 'no other room'} of ${folder}.`,
      code(`^${folder}/(${floor.join('|')})/`),
      { path: `^${folder}/((${above})/|[^/]+$)`, pathNot: `^${folder}/$1/` },
    )
  }),
)

const rooms = Object.entries(floors).flatMap(([folder, list]) => list.flat().map(name => `${folder}/${name}`))
const roomsOf = folder => rooms.filter(path => path.startsWith(`${folder}/`)).join('|')

export default {
  forbidden: [
    ...floorWalls,
    wall('unplaced', 'A folder of src/compute or src/renderer has a place on the list of floors.', code('^src/'), {
      path: '^src/(compute/[^/]+|renderer/.+)/',
      pathNot: `^(${roomsOf('src/compute')}|src/compute/testing)/|^(${roomsOf('src/renderer')})/[^/]+$`,
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
