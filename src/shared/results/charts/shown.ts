import type { EChartsOption } from 'echarts'
import { formatNumber } from '../format'
import type { Theme } from '../theme'

/**
 * How many names, cells or bars a chart draws. Beyond it the first ones are drawn and the chart says how many there are:
 * ten thousand bars in 700 pixels tell nothing, and cost a page of 20 MB.
 */
export const shownNames = 60
export const shownBars = 240
export const shownSeries = 32

/** "first 60 of 10,000 shown", at the lower right; nothing where all are shown. */
export function shownNote(theme: Theme, shown: number, of: number): EChartsOption {
  if (of <= shown) return {}
  return note(theme, `first ${formatNumber(shown, 'integer')} of ${formatNumber(of, 'integer')} shown`)
}

/** "no data", in the middle. */
export function emptyNote(theme: Theme): EChartsOption {
  return {
    title: {
      text: 'No data',
      left: 'center',
      top: 'middle',
      textStyle: { color: theme.ink3, fontSize: 12, fontWeight: 400 },
    },
  }
}

function note(theme: Theme, text: string): EChartsOption {
  return {
    title: { text, right: 12, bottom: 2, padding: 0, textStyle: { color: theme.ink3, fontSize: 11, fontWeight: 400 } },
  }
}
