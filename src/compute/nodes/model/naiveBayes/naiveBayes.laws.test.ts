import { lawsOf } from '../../laws/laws'

await lawsOf('model.naiveBayes')
