import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { contrast } from '../../shared/contrast.fixture'

const tokens = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

it.each(['accent-fill', 'accent-fill-hover'])('words on %s can be read, light or dark (WCAG 2.2)', name => {
  const [ink] = new RegExp(`--on-accent: (#[0-9a-f]{6})`).exec(tokens)!.slice(1)
  const fills = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens)!.slice(1)
  for (const fill of fills) expect(contrast(ink, fill)).toBeGreaterThanOrEqual(4.5)
})
