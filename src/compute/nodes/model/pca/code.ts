import { call, type Code } from '../../../engine/code'
import type { spec } from './spec'

export const code: Code<(typeof spec)['parameters']> = ({ nComponents, whiten }) => ({
  imports: ['from sklearn.decomposition import PCA'],
  expression: call('PCA', {
    n_components: nComponents ?? undefined,
    whiten: whiten || undefined,
    // A share of the variance needs the full decomposition.
    svd_solver: nComponents !== null && nComponents < 1 ? 'full' : undefined,
  }),
})
