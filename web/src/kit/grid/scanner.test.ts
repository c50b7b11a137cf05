import { describe, expect, test } from 'vitest'
import { Burst } from './scanner'

function typed(text: string, gap: number, { pause = gap, isInNumber = false } = {}): string | null {
  const burst = new Burst()
  let at = 1000
  for (const key of text) burst.press(key, (at += gap))
  return burst.ended(at + pause, isInNumber)
}

describe('a burst', () => {
  test.each([
    ['of a scanner is a code', '6901234567892', 8, {}, '6901234567892'],
    ['of a slow scanner is one too', 'A0001234', 40, {}, 'A0001234'],
    ['as people type is none', '6901234567892', 80, {}, null],
    ['that Enter follows late is none', '6901234567892', 8, { pause: 400 }, null],
    ['of few keys is none', '12345', 5, {}, null],
    ['with Chinese is none', '可口可乐可口可乐', 5, {}, null],
    ['in a number cell wants eight keys', '123456', 5, { isInNumber: true }, null],
    ['in a number cell is no price', '123456.78', 5, { isInNumber: true }, null],
    ['in a number cell of a barcode is a code', '6901234567892', 5, { isInNumber: true }, '6901234567892'],
  ])('%s', (_, text, gap, more, is) => expect(typed(text, gap, more)).toBe(is))

  test('begins after what a person typed before', () => {
    const burst = new Burst()
    burst.press('1', 0)
    burst.press('2', 200)
    let at = 900
    for (const key of '69012345') burst.press(key, (at += 6))
    expect(burst.ended(at + 6)).toBe('69012345')
  })
  test('is none while an input method composes', () => {
    const burst = new Burst()
    for (let at = 0; at < 10; at++) burst.press('a', at)
    burst.break()
    expect(burst.ended(12)).toBeNull()
  })
})
