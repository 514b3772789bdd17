/** What charts need of the design tokens, as plain data: a chart is drawn on the page's canvas and in files that have no style sheet. */
export interface Theme {
  name: 'light' | 'dark'
  font: string
  surface: string
  /** Bands behind rows, and cells that hold nothing. */
  band: string
  ink: string
  ink2: string
  ink3: string
  grid: string
  axis: string
  /** Lines that join things: 3:1 on the surface. */
  wire: string
  /** What is chosen or looked at now, and its halo. */
  accent: string
  accentSoft: string
  bad: string
  badSoft: string
  /** Classes and models, in order; a class takes the next one in sorted order and keeps it everywhere. */
  series: readonly string[]
  /** Amounts from 0 to the largest. */
  sequential: readonly string[]
  /** Signed amounts from −1 to 1. */
  diverging: readonly string[]
}

export const markers = ['circle', 'triangle', 'square', 'diamond', 'cross', 'star', 'bar', 'ring'] as const
export type Marker = (typeof markers)[number]

const font = "Inter, system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"

export const light: Theme = {
  name: 'light',
  font,
  surface: '#FFFFFF',
  band: '#F4F2EE',
  ink: '#1C1B19',
  ink2: '#57544E',
  ink3: '#6B675F',
  grid: '#ECE9E3',
  axis: '#A19C92',
  wire: '#88837A',
  accent: '#1F56CC',
  accentSoft: '#E7EDFB',
  bad: '#B3261E',
  badSoft: '#FCEBE9',
  series: ['#1648A0', '#A84A00', '#2B9C87', '#6B2746', '#297494', '#A78812', '#A95E56', '#878ACA'],
  sequential: ['#F4F2EE', '#C9D7EF', '#8EADE0', '#4D7CC7', '#1648A0'],
  diverging: ['#A84A00', '#CD824B', '#E9C3A4', '#F4F2EE', '#C9D7EF', '#4D7CC7', '#1648A0'],
}

export const dark: Theme = {
  name: 'dark',
  font,
  surface: '#222428',
  band: '#2A2C31',
  ink: '#EDECE9',
  ink2: '#BAB7B1',
  ink3: '#9E9B94',
  grid: '#2A2C31',
  axis: '#5D6168',
  wire: '#7B7F87',
  accent: '#8FB4FF',
  accentSoft: '#22304F',
  bad: '#FF8A80',
  badSoft: '#3D2220',
  series: ['#578CF0', '#D0651A', '#78EACF', '#A76895', '#64C6F8', '#E2C05C', '#E57A6E', '#9B9DAF'],
  sequential: ['#222428', '#25345A', '#2B4580', '#3258AB', '#3A6BD6'],
  diverging: ['#D0651A', '#93491B', '#55311F', '#2A2C31', '#25345A', '#3258AB', '#3A6BD6'],
}

export const themes: Readonly<Record<Theme['name'], Theme>> = { light, dark }

/** The colour at `t` (0 … 1) of a ramp, mixed between its two nearest steps. */
export function rampColor(ramp: readonly string[], t: number): string {
  const place = Math.min(1, Math.max(0, Number.isFinite(t) ? t : 0)) * (ramp.length - 1)
  const at = Math.min(ramp.length - 2, Math.floor(place))
  const [from, to] = [channels(ramp[at]), channels(ramp[at + 1])]
  const mixed = from.map((c, i) => Math.round(c + (to[i] - c) * (place - at)))
  return `#${mixed.map(c => c.toString(16).padStart(2, '0')).join('')}`
}

/** The ink that reads on a fill: white or black-brown, whichever has the higher WCAG contrast. */
export function inkOn(fill: string): string {
  const l = luminance(fill)
  return 1.05 / (l + 0.05) >= (l + 0.05) / (luminance(light.ink) + 0.05) ? '#FFFFFF' : light.ink
}

function luminance(color: string): number {
  const [r, g, b] = channels(color).map(c => {
    const s = c / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const channels = (color: string): number[] => [1, 3, 5].map(i => Number.parseInt(color.slice(i, i + 2), 16))
