/** The policy the workbench runs under: its own scripts and workers, no eval, no frames, no other origin. ECharts sets style attributes. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
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
