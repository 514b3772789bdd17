import { defineNode, frameIn, frameOut } from '../../../../shared/node'
import { choice, column, flag, integer, list, number, optionalInteger } from '../../../../shared/params'

export const spec = defineNode({
  type: 'prep.text',
  version: 1,
  title: 'Text',
  summary: 'Turns texts into weights of their words.',
  group: 'prep',
  icon: 'message-square-text',
  inputs: frameIn,
  outputs: frameOut,
  folds: 'replay',
  parameters: {
    column: column({ nullMeans: 'the only text column', accepts: ['text', 'category'], help: 'The texts.' }),
    vectorizer: choice(['count', 'binary', 'tfidf', 'hashing'], {
      help: 'What a term weighs in a row.',
      about: {
        count: 'how often it stands there',
        binary: 'whether it stands there, 1 or 0',
        tfidf: 'how often, times how few rows have it',
        hashing: 'how often, in a fixed number of components: no vocabulary is kept',
      },
    }),
    ngramRange: list<readonly [number, number]>({
      default: [1, 1],
      of: 'integer',
      length: 2,
      min: 1,
      max: 5,
      title: 'Words per term',
      help: 'Fewest and most neighbouring words that make a term.',
    }),
    stopWords: choice(['none', 'english'], {
      help: 'Words that are left out.',
      about: { none: 'all words stay', english: '318 frequent words that say little, such as the' },
    }),
    stemmer: choice(['none', 'porter'], {
      help: 'What stands for a word.',
      about: { none: 'itself', porter: 'its English stem: connects and connected are connect' },
    }),
    lowercase: flag({ default: true, help: 'Read capitals as small letters.' }),
    minDf: number({
      default: 1,
      min: 0,
      title: 'Fewest rows',
      when: { vectorizer: ['count', 'binary', 'tfidf'] },
      help: 'Training rows that a term must be in: from 1 on a number of rows, below 1 a share of them.',
    }),
    maxDf: number({
      default: 1,
      above: 0,
      title: 'Most rows',
      when: { vectorizer: ['count', 'binary', 'tfidf'] },
      help: 'Training rows that a term may be in: above 1 a number of rows, up to 1 a share of them.',
    }),
    maxFeatures: optionalInteger({
      min: 1,
      nullMeans: 'all',
      title: 'Most terms',
      when: { vectorizer: ['count', 'binary', 'tfidf'] },
      help: 'Terms to keep: those that stand most often.',
    }),
    nFeatures: integer({
      default: 65_536,
      min: 1,
      max: 2 ** 20,
      title: 'Components',
      when: { vectorizer: ['hashing'] },
      help: 'Components that terms are dealt to by their hash.',
    }),
    sublinearTf: flag({
      default: false,
      title: 'Dampen counts',
      when: { vectorizer: ['tfidf'] },
      help: 'Let a term that stands there tf times count as 1 + ln tf.',
    }),
    norm: choice(['l2', 'l1', 'none'], {
      when: { vectorizer: ['tfidf'] },
      help: 'Bring the weights of every row to one length.',
      about: { l2: 'their squares add up to 1', l1: 'they add up to 1', none: 'as they are' },
    }),
  },
  attributes: {
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
    column: 'the column that was read, and that the terms stand in now',
    vocabulary: 'the terms of the training rows, sorted; null when hashing',
    idf: 'ln((1 + n) / (1 + training rows with the term)) + 1 of each term; null but for tfidf',
    nTerms: 'number of components',
    empty: 'rows without any term',
  },
  blocks: { frequent: 'Most frequent terms', telling: 'Terms of each class' },
})
