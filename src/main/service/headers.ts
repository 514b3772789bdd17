import { createHash } from 'node:crypto'
import { reportStyle } from '../reports/style'

/** The preview of a report is a frame without scripts, which inherits the page's policy: its one style sheet is allowed by its hash. */
const reportHash = createHash('sha256').update(reportStyle).digest('base64')

/** The policy the workbench runs under: its own scripts and workers, no eval, no frames from addresses, no other origin. ECharts sets style attributes. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  `style-src 'self' 'sha256-${reportHash}'`,
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** On every answer, whatever it is. */
const security: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
}

/** The headers of an answer of a type. Nothing is kept by a cache unasked: data is private, and files may be newer after an update. */
export function headersOf(type: string, more: Record<string, string> = {}): Headers {
  return new Headers({ ...security, 'content-type': type, 'cache-control': 'no-store', ...more })
}
