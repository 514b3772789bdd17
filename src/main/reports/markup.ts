import { escapeHtml } from '../../shared/escape'

/** HTML that was written here. Everything else that reaches a template is text and is escaped. */
export class Markup {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text
  }
}

type Part = Markup | string | number | boolean | null | undefined | readonly Part[]

/**
 * Template of HTML: values are escaped unless they are themselves `Markup`; lists are joined; null, undefined and false leave
 * nothing. Attribute values must stand in double quotes.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, s, i) => text + written(parts[i - 1]) + s))
}

/** Markup from text that another renderer has made safe: ECharts' SVG, our own style sheet and icons. */
export const trusted = (text: string): Markup => new Markup(text)

function written(part: Part): string {
  if (part === null || part === undefined || part === false || part === true) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(written).join('')
  return escapeHtml(String(part))
}

/** At most `length` characters, with an ellipsis. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text
  return `${text
    .slice(0, length - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`
}
