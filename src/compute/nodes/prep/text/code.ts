import { call, type Code, python } from '../../../engine/code'
import type { spec } from './spec'

const classes = {
  count: 'CountVectorizer',
  binary: 'CountVectorizer',
  tfidf: 'TfidfVectorizer',
  hashing: 'HashingVectorizer',
} as const

/** The vectorizer on its column; the other columns pass. scikit-learn has no stemmer: NLTK's is the same algorithm. */
export const code: Code<(typeof spec)['parameters']> = (params, { columns }) => {
  const { vectorizer } = params
  const stems = params.stemmer === 'porter'
  const column = params.column ?? columns.find(c => c.kind === 'text')?.name ?? 'text'
  const english = params.stopWords === 'english'
  const name = classes[vectorizer]
  const made = call(name, {
    lowercase: params.lowercase ? undefined : false,
    stop_words: english && !stems ? 'english' : undefined,
    ngram_range: String(params.ngramRange) === '1,1' ? undefined : params.ngramRange,
    ...(vectorizer === 'hashing'
      ? { n_features: params.nFeatures, alternate_sign: false, norm: null }
      : {
          min_df: params.minDf === 1 ? undefined : params.minDf,
          max_df: params.maxDf === 1 ? undefined : params.maxDf,
          max_features: params.maxFeatures ?? undefined,
        }),
    binary: vectorizer === 'binary' ? true : undefined,
    ...(vectorizer === 'tfidf' && {
      sublinear_tf: params.sublinearTf ? true : undefined,
      norm: params.norm === 'l2' ? undefined : params.norm === 'none' ? null : params.norm,
    }),
  }).replace(/ngram_range=\[(.+?)\]/, 'ngram_range=($1)')
  const tokenizer = `tokenizer=lambda text: [PorterStemmer(mode="ORIGINAL_ALGORITHM").stem(word) for word in re.findall(r"\\w\\w+", text)${english ? ' if word not in ENGLISH_STOP_WORDS' : ''}], token_pattern=None`
  const expression = stems ? made.replace(/\((?=(.?))/, (_, next) => `(${tokenizer}${next === ')' ? '' : ', '}`) : made
  return {
    imports: [
      'from sklearn.compose import make_column_transformer',
      `from sklearn.feature_extraction.text import ${stems && english ? `ENGLISH_STOP_WORDS, ${name}` : name}`,
      ...(stems ? ['import re', 'from nltk.stem import PorterStemmer'] : []),
    ],
    expression: `make_column_transformer((${expression}, ${python(column)}), remainder="passthrough")`,
  }
}
