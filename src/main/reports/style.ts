import interFont from './font/inter.woff2?inline'
import blocks from './blocks.css?inline'
import page from './report.css?inline'

/** Latin Inter, 48 kB: without it every machine breaks lines elsewhere, and figures do not line up in fonts without tabular digits. */
const fontFace = `@font-face{font-family:Inter;src:url(${interFont}) format('woff2');font-weight:100 900;font-display:swap}`

/** The style sheet of every report: the same text always, so that the workbench's policy can allow it by its hash. */
export const reportStyle = fontFace + page + blocks
