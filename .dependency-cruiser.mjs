// The walls between the rooms of src/ (ARCHITECTURE.md), and no import cycles. Tests and benchmarks may cross walls, not form cycles.
const code = path => ({ path, pathNot: '\\.(test|bench)\\.ts$' })

const wall = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

export default {
  forbidden: [
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
