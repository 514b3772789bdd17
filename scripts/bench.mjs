// The benchmarks, from bench/main.ts.
import { launch } from './launch.mjs'

// lavapipe keeps compiled shaders on disk: a first run would be measured as a second one.
process.env.MESA_SHADER_CACHE_DISABLE ??= 'true'

await launch('bench')
