import { describe, expect, it } from 'vitest'
import { everyDay } from './days'

const day = (on: string, quantity: string): Parameters<typeof everyDay>[0][number] => ({ on, in_quantity: '1', out_quantity: '0', quantity, weight: '0', amount: null, unit_cost: null })

describe('every day', () => {
  it('fills the days between with what was there before', () => {
    const days = everyDay([day('2026-01-04', '5'), day('2026-01-06', '8')], '2026-01-05', '2026-01-07')
    expect(days.map((one) => [one.on, one.quantity, one.in_quantity])).toEqual([
      ['2026-01-05', '5', '0'],
      ['2026-01-06', '8', '1'],
      ['2026-01-07', '8', '0'],
    ])
  })

  it('starts from nothing when nothing was there', () => {
    expect(everyDay([], '2026-01-05', '2026-01-05')[0]?.quantity).toBe('0')
  })
})
