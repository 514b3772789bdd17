import { describe, expect, it } from 'vitest'
import type { Chart } from '../../shared/results/blocks'
import { forecast } from '../../shared/results/charts/charts.fixture'
import { chartSentence } from './chartSentence'
import { chartTable } from './chartTable'
import { csvOf, tsvOf } from './tableText'

const confusion: Chart = {
  type: 'heatMap',
  x: { label: 'Predicted', categories: ['a', 'b'] },
  y: { label: 'True', categories: ['a', 'b'] },
  values: [
    [3, 1],
    [null, 4],
  ],
  scale: 'confusion',
}
const loss: Chart = {
  type: 'line',
  x: { label: 'Iteration' },
  y: { label: 'Loss' },
  series: [
    { name: 'train', partition: 'train', points: [[0, 1.5], [1, null], [2, 0.5]] }, // prettier-ignore
    { name: 'test', partition: 'test', points: [[0, 2]] }, // prettier-ignore
  ],
}

describe('a chart as a table', () => {
  it('has a line for every cell, point, bar and bin', () => {
    expect(chartTable(confusion)).toEqual({
      columns: [{ name: 'True \\ Predicted' }, { name: 'a' }, { name: 'b' }],
      rows: [
        ['a', 3, 1],
        ['b', null, 4],
      ],
    })
    expect(chartTable(loss).rows).toEqual([
      ['train', 0, 1.5],
      ['train', 1, null],
      ['train', 2, 0.5],
      ['test', 0, 2],
    ])
    const bars: Chart = {
      type: 'bar',
      category: { label: '' },
      value: { label: 'n' },
      categories: ['x', 'y'],
      series: [{ name: 's', values: [1] }],
    }
    expect(chartTable(bars).rows).toEqual([
      ['x', 1],
      ['y', null],
    ])
    const bins: Chart = {
      type: 'histogram',
      x: { label: '' },
      y: { label: '' },
      edges: [0, 1, 3],
      series: [{ name: 's', counts: [5, 6] }],
    }
    expect(chartTable(bins).rows).toEqual([
      [0, 1, 5],
      [1, 3, 6],
    ])
  })

  it('names the partition of points whose series does not', () => {
    const points: Chart = {
      type: 'scatter',
      x: { label: 'u' },
      y: { label: 'v' },
      series: [{ name: 'a', class: 0, partition: 'test', points: [[1, 2]] }],
    }
    const { columns, rows } = chartTable(points)
    expect([columns.map(c => c.name), rows]).toEqual([['series', 'partition', 'u', 'v'], [['a', 'test', 1, 2]]])
  })
})

describe('a table as text', () => {
  const table = {
    columns: [{ name: '=evil' }, { name: 'b' }],
    rows: [
      ['a,"b"\n', null],
      ['-1', -1],
      [' @x', true],
    ],
  }
  it('is CSV that a spreadsheet does not run', () => {
    expect(csvOf(table)).toBe(`'=evil,b\n"a,""b""\n",\n'-1,-1\n' @x,true\n`)
  })
  it('is TSV of one line a row', () => {
    expect(tsvOf(table).split('\n')).toEqual(["'=evil\tb", 'a,"b" \t', "'-1\t-1", "' @x\ttrue"])
  })
})

describe('a chart as a sentence', () => {
  it('says what is drawn', () => {
    expect(chartSentence({ title: 'Loss', chart: loss })).toBe(
      'Line chart: Loss. Loss over Iteration. train from 1.5 to 0.5; test from 2 to 2.',
    )
    expect(chartSentence({ title: 'Hits', caption: 'Test rows.', chart: confusion })).toBe(
      'Table of colours: Hits. Test rows. 2 by 2: a, b.',
    )
    expect(chartSentence({ title: 'Loss', chart: { ...loss, series: [] } })).toBe('Line chart: Loss. No data.')
  })
})

describe('a forecast', () => {
  it('has its bands beside it, and its moments as dates', () => {
    const { columns, rows } = chartTable(forecast)
    expect(columns.map(c => c.name).slice(-4)).toEqual(['95 % low', '95 % high', '80 % low', '80 % high'])
    expect(rows[0]).toEqual([
      'learned months',
      'train',
      '1953-01-01',
      forecast.series[0].points[0][1],
      null,
      null,
      null,
      null,
    ])
    const last = rows.at(-1)!
    const edges = forecast.series[2].bands!.flatMap(b => b.edges.at(-1)!.slice(1))
    expect(last.slice(-4)).toEqual(edges)
    expect(last[2]).toBe('1960-12-01')
  })
  it('says which bands lie around what, and where what was held back begins', () => {
    expect(chartSentence({ title: 'Passengers', chart: forecast })).toMatch(
      /Holt–Winters from [\d.]+ to [\d.]+\. With bands of 95 %, 80 % around Holt–Winters\. held back from 1959-01-01 on\.$/,
    )
  })
})
