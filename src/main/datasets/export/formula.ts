/**
 * Neutralises text that a spreadsheet would run as a formula (CWE-1236, after OWASP): an apostrophe goes before it. Blanks, no-break and
 * zero-width spaces, byte-order marks, quotes and control characters before the sign do not hide it, nor do full-width signs.
 */
const formula = /^[\s\p{C}\p{Z}'"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B\u2212]/u
const leadingControl = /^[\t\r\n\0]/

export const neutralise = (text: string): string =>
  formula.test(text) || leadingControl.test(text) ? `'${text}` : text
