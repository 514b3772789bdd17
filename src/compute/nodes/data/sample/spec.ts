import { defineNode, frameOut } from '../../../../shared/node'
import { choice } from '../../../../shared/params'

export const spec = defineNode({
  type: 'data.sample',
  version: 1,
  title: 'Sample table',
  summary: 'Reads one of the tables that come with Lathe.',
  group: 'data',
  icon: 'library',
  inputs: [],
  outputs: frameOut,
  folds: 'pooled',
  parameters: {
    name: choice(
      [
        'penguins', 'titanic', 'iris', 'wine', 'breastCancer', 'diabetes', 'digits', 'mpg', 'diamonds', 'flights', 'geyser',
        'anscombe', 'smsSpam',
      ],
      {
        help: 'Which table.',
        about: {
          penguins: '344 Antarctic penguins of three species, with gaps',
          titanic: '891 passengers and whether they survived, with gaps',
          iris: '150 iris flowers of three species',
          wine: '178 wines of three cultivars',
          breastCancer: '569 tumours, malignant or benign',
          diabetes: '442 patients and how their illness went on, scaled',
          digits: '1,797 handwritten digits, 8 × 8 pixels',
          mpg: 'fuel use of 398 cars, with gaps',
          diamonds: '53,940 diamonds and their prices',
          flights: 'monthly airline passengers, 1949 to 1960',
          geyser: '272 eruptions of Old Faithful',
          anscombe: 'four tables with the same statistics',
          smsSpam: '5,574 text messages, spam or not',
        },
      },
    ),
  },
  attributes: {
    dataset: 'name and fingerprint of the table (sha-256 of its bytes and of how they were read)',
    dialect: 'delimiter, quote, decimal sign, encoding, header and skipped lines',
    rejected: 'records that were not taken (the first 100)',
    rejectedCount: 'number of records that were not taken',
    warnings: 'what the import noticed',
    rows: 'number of rows',
    columns: 'name, kind, role and missing cells of each column',
  },
  blocks: { profile: 'Columns' },
})
