import { describe, expect, test } from 'vitest'
import { addDays, isDay, month, monthEnd, typedDay } from './dates'

describe('typedDay', () => {
  test.each([
    ['5', '2026-11-05'],
    ['0901', '2026-09-01'],
    ['9-1', '2026-09-01'],
    ['9.1', '2026-09-01'],
    ['20250228', '2025-02-28'],
    ['2025/2/8', '2025-02-08'],
    ['2025年2月8日', '2025-02-08'],
    ['25-2-8', '2025-02-08'],
    ['\uff15', '2026-11-05'],
  ])('%s is %s', (input, day) => expect(typedDay(input, '2026-11-21')).toBe(day))
  test.each(['', 'x', '31', '2026-02-30', '1-2-3-4', '123'])('%s is no day', (input) => {
    expect(typedDay(input, '2026-11-21')).toBeNull()
  })
})

describe('calendar', () => {
  test('knows leap years', () => {
    expect(isDay('2028-02-29')).toBe(true)
    expect(isDay('2026-02-29')).toBe(false)
    expect(monthEnd('2028-02-10')).toBe('2028-02-29')
  })
  test('counts over the year', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(month('2026-01-15', 1)).toEqual(['2025-12-01', '2025-12-31'])
  })
})
