// The command line in a checkout.
import { launch } from './launch.mjs'

await launch('lathe')
