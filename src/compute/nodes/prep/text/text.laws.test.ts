import { lawsOf } from '../../laws/laws'

await lawsOf('prep.text')
