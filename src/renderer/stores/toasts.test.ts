import { describe, expect, it } from 'vitest'
import { type Toast, withToast } from './toasts'

const toast = (id: number, text: string, tone: Toast['tone'] = 'bad'): Toast => ({ id, text, tone })
const said = (toasts: readonly Toast[]): string[] => toasts.map(t => `${t.id} ${t.text}`)

describe('toasts', () => {
  it('say a thing once: the same message takes the place of the one before', () => {
    const twice = withToast(withToast([], toast(1, 'C is refused.')), toast(2, 'C is refused.'))
    expect(said(twice)).toEqual(['2 C is refused.'])
    expect(said(withToast(twice, toast(3, 'C is refused.', 'ok')))).toEqual(['2 C is refused.', '3 C is refused.'])
  })

  it('are four at most, and errors stay the longest', () => {
    const four = [toast(1, 'a'), toast(2, 'b', 'ok'), toast(3, 'c'), toast(4, 'd')]
    expect(said(withToast(four, toast(5, 'e')))).toEqual(['1 a', '3 c', '4 d', '5 e'])
    const errors = four.filter(t => t.tone === 'bad')
    expect(said(withToast([...errors, toast(5, 'e')], toast(6, 'f')))).toEqual(['3 c', '4 d', '5 e', '6 f'])
  })
})
