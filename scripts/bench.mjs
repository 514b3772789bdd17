// The benchmarks, from bench/main.ts.
import { launch } from './launch.mjs'

await launch('bench')
