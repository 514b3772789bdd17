/** Parts of names that are short for a word, in the names that scikit-learn gave the world. */
const parts: Readonly<Record<string, string>> = {
  iter: 'iterations',
  tol: 'tolerance',
  init: 'start',
  id: 'ID',
  csv: 'CSV',
  tsv: 'TSV',
}

/** Choices that are signs or names of their own. */
const signs: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
  '.': 'point',
  ':': 'colon',
  '::': 'two colons',
  '^': 'caret',
  '~': 'tilde',
  '"': 'double quote',
  "'": 'apostrophe',
  dmy: 'day first',
  mdy: 'month first',
  ymd: 'year first',
  'kMeans++': 'k-means++',
  kFold: 'k-fold',
  lbfgs: 'lbfgs',
}

/** The name of a parameter as a label: `testSize` → "Test size", `nClusters` → "Clusters". */
export function labelOf(name: string, title?: string): string {
  if (title !== undefined) return title
  const counted = /^n[A-Z]/.test(name)
  const words = wordsIn(counted ? name.slice(1) : name)
  const last = words.at(-1)!
  return capital((counted && !last.endsWith('s') ? [...words.slice(0, -1), `${last}s`] : words).join(' '))
}

/** A choice in words: `gradientDescent` → "Gradient descent", `l2` → "L2", a tab by its name. */
export function choiceLabel(choice: string): string {
  const known = signs[choice]
  if (known !== undefined) return known
  if (!/^[a-z]+[A-Za-z0-9]*$/.test(choice) || choice.startsWith('utf')) return choice
  if (/^[a-z]\d$/.test(choice)) return choice.toUpperCase()
  return capital(wordsIn(choice).join(' '))
}

/** `mostFrequent` → most frequent, `l2` → L2, `kFold` → k-fold: the form's words, in the middle of a sentence. */
export function words(name: string): string {
  if (name.length === 1) return name
  const label = choiceLabel(name)
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

/** Figures that are written in signs or capitals. */
const metricSigns: Readonly<Record<string, string>> = {
  r2: 'R²',
  adjustedR2: 'adjusted R²',
  f1: 'F1',
  rocAuc: 'ROC AUC',
  prAuc: 'PR AUC',
  rmse: 'RMSE',
  mae: 'MAE',
  mse: 'MSE',
  mape: 'MAPE',
}

/** A figure in the middle of a sentence: `r2` → R², `balancedAccuracy` → balanced accuracy. */
export const metricWords = (metric: string): string => metricSigns[metric] ?? words(metric)

function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(' ')
    .map(word => parts[word.toLowerCase()] ?? (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
