import { describe, expect, it } from 'vitest'
import { headlessPage, isWithin, mayGo, mayLeave, mayUse, workbenchPage } from './addresses'

const foreign = [
  'https://evil.example/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'lathe://evil/',
  'lathe://app.evil/',
  'lathe://user@app/',
  'lathe:app',
  'lathex://app/',
  'data:text/html,<script>1</script>',
  'blob:lathe://app/1',
  'javascript:alert(1)',
  'about:blank',
  'devtools://devtools/',
  '',
  'no address',
]

describe('addresses', () => {
  it.each(foreign)('%j is not the workbench, and gets no permission', address => {
    expect(isWithin(address, workbenchPage)).toBe(false)
    expect(mayUse('clipboard-sanitized-write', address)).toBe(false)
    for (const isMainFrame of [true, false]) expect(mayGo(address, isMainFrame)).toBe(false)
  })

  it('lets a page stay with us, and frames show what the page wrote', () => {
    expect(mayGo(workbenchPage, true)).toBe(true)
    expect(mayGo(headlessPage, true)).toBe(true)
    expect(mayGo(workbenchPage, false)).toBe(false)
    expect(mayGo('about:srcdoc', false)).toBe(true)
    expect(mayGo('about:srcdoc', true)).toBe(false)
  })

  it.each(['lathe://app/', 'lathe://app/index.html?x#y', 'LATHE://app/deep/a.js'])('%s is the workbench', address => {
    expect(isWithin(address, workbenchPage)).toBe(true)
    expect(isWithin(address, headlessPage)).toBe(false)
  })

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'usb', 'openExternal', 'fullscreen'])(
    'nobody may use %s',
    permission => {
      expect(mayUse(permission, workbenchPage)).toBe(false)
    },
  )

  it('hands web pages to the browser, and nothing that runs or opens', () => {
    expect(mayLeave('https://doi.org/10.1000/1')).toBe(true)
    for (const address of ['http://a.example/', 'https://name:word@a.example/', ...foreign.slice(1)])
      expect(mayLeave(address)).toBe(false)
  })
})
