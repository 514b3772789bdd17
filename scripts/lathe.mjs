// The command line in a checkout.
import { ensureBuilt } from './build.mjs'
import { launch } from './launch.mjs'

if (process.argv[2] === 'serve') await ensureBuilt('renderer')
await launch('lathe')
