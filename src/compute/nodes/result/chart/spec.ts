import { defineNode, framesIn, frameOut } from '../../../../shared/node'
import { choice, column, columns, optionalInteger, seed } from '../../../../shared/params'

export const spec = defineNode({
  type: 'chart',
  version: 1,
  title: 'Chart',
  summary: 'Draws columns of one or more tables.',
  group: 'result',
  icon: 'chart-scatter',
  inputs: framesIn,
  outputs: frameOut,
  folds: 'pooled',
  parameters: {
    kind: choice(['scatter', 'line', 'bar', 'histogram', 'correlation'], {
      help: 'What is drawn.',
      about: {
        scatter: 'a point for every row',
        line: 'rows in order of x, joined',
        bar: 'a bar for every category of x',
        histogram: 'how many rows have which value of x',
        correlation: "Pearson's correlation of every pair of columns",
      },
    }),
    x: column({
      nullMeans: 'the first column that fits',
      help: 'Across, or the categories of bars.',
      when: { kind: ['scatter', 'line', 'bar', 'histogram'] },
    }),
    y: column({
      nullMeans: 'the next number',
      accepts: ['number', 'integer', 'boolean', 'time'],
      help: 'Upwards, or what bars sum up.',
      when: { kind: ['scatter', 'line', 'bar'] },
    }),
    colour: column({
      nullMeans: 'one colour',
      help: 'A column of classes that tells series apart.',
      when: { kind: ['scatter', 'line', 'bar', 'histogram'] },
    }),
    bins: optionalInteger({
      min: 1,
      max: 500,
      nullMeans: 'the rule of Freedman and Diaconis, at most 60',
      help: 'Number of bins.',
      when: { kind: ['histogram'] },
    }),
    aggregate: choice(['count', 'mean', 'sum'], { help: 'What the length of a bar is.', when: { kind: ['bar'] } }),
    columns: columns({
      nullMeans: 'every numeric feature and a numeric target, at most 60',
      accepts: ['number', 'integer', 'boolean'],
      help: 'Columns to correlate.',
      when: { kind: ['correlation'] },
    }),
    seed,
  },
  attributes: {
    kind: 'what is drawn',
    x: 'column across; null for correlation',
    y: 'column upwards; null where there is none',
    colour: 'column that tells series apart; null where there is none',
    rows: 'rows of all frames together',
    shown: 'rows that are drawn or counted: those without a missing cell, sampled above 5,000 points',
    correlation:
      'columns, matrix of Pearson correlations (null where a column does not vary) and the rows behind each; null for other kinds',
  },
  blocks: { chart: 'Chart' },
})
