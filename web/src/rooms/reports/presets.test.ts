import { describe, expect, it } from 'vitest'
import { daysOf, presetOf, recalled, remembered, viewed } from './presets'

describe('presets', () => {
  it.each([
    ['today', ['2026-03-05', '2026-03-05']],
    ['thisMonth', ['2026-03-01', '2026-03-05']],
    ['lastMonth', ['2026-02-01', '2026-02-28']],
    ['thisYear', ['2026-01-01', '2026-03-05']],
    ['lastYear', ['2025-01-01', '2025-12-31']],
  ] as const)('%s', (preset, days) => {
    expect(daysOf(preset, '2026-03-05')).toEqual(days)
    expect(presetOf(days[0], days[1], '2026-03-05')).toBe(preset)
  })

  it('forgets whom it was about and keeps the days by name', () => {
    const kept = remembered({ from: '2026-02-01', to: '2026-02-28', party: '7', by: 'day', sort: '-net' }, '2026-03-05')
    expect(kept).toEqual({ by: 'day', sort: '-net', preset: 'lastMonth' })
    expect(recalled(kept, '2026-04-09')).toEqual({ by: 'day', sort: '-net', preset: 'lastMonth', from: '2026-03-01', to: '2026-03-31' })
  })

  it('keeps the name they were chosen by on days on which two mean the same', () => {
    const [from, to] = daysOf('thisYear', '2027-01-20')
    expect(presetOf(from, to, '2027-01-20')).toBe('thisMonth')
    expect(presetOf(from, to, '2027-01-20', 'thisYear')).toBe('thisYear')
    expect(presetOf(from, to, '2027-01-20', 'lastYear')).toBe('thisMonth')
    const kept = remembered({ from, to, preset: 'thisYear' }, '2027-01-20')
    expect(recalled(kept, '2027-02-03')).toEqual({ preset: 'thisYear', from: '2027-01-01', to: '2027-02-03' })
    expect(viewed({ from, to, preset: 'thisYear', party: '7' }, '2027-01-20')).toEqual({ party: '7', preset: 'thisYear' })
    expect(remembered({ from: '2027-03-01', to: '2027-03-01', preset: 'thisMonth' }, '2027-03-01')).toEqual({ preset: 'thisMonth' })
  })

  it('keeps no days that have no name', () => {
    expect(remembered({ from: '2026-02-03', to: '2026-02-04' }, '2026-03-05')).toEqual({})
  })

  it('a view keeps whom it is about, and days by the name they were chosen by', () => {
    const query = { from: '2026-03-01', to: '2026-03-01', party: '7', sort: '-net', view: '3', page: '2' }
    expect(viewed(query, '2026-03-01')).toEqual({ party: '7', preset: 'today' })
    expect(viewed(query, '2026-03-01', 'thisMonth')).toEqual({ party: '7', preset: 'thisMonth' })
    expect(viewed(query, '2026-03-09', 'thisMonth')).toEqual({ party: '7', from: '2026-03-01', to: '2026-03-01' })
  })
})
