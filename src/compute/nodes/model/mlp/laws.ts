import type { LawNotes } from '../../laws/subjects'

/** A network so small, and so short a training, that the laws about failing devices stay quick. */
export const laws: LawNotes = {
  params: { hiddenLayers: [4], epochs: 3, batchSize: 40, learningRate: 0.05 },
  figures: ({ loss }) => ({ logLoss: loss as number }),
}
