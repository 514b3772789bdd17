import type { Code } from '../../../engine/code'
import type { spec } from './spec'

/** Figures of held-out rows: `y` is what they are, `predicted` what the model says; of clusters `X` and `labels`. */
export const code: Code<(typeof spec)['parameters']> = (_params, { task }) => {
  switch (task) {
    case 'regression':
      return {
        imports: ['from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score'],
        expression:
          '{"r2": r2_score(y, predicted), "rmse": mean_squared_error(y, predicted) ** 0.5, "mae": mean_absolute_error(y, predicted)}',
      }
    case 'clustering':
      return { imports: ['from sklearn.metrics import silhouette_score'], expression: 'silhouette_score(X, labels)' }
    default:
      return {
        imports: ['from sklearn.metrics import classification_report'],
        expression: 'classification_report(y, predicted, digits=4)',
      }
  }
}
