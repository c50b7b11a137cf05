import { describe, expect, it } from 'vitest'
import { chosenAfter, fitted, hasSums, isLengthy, lefts, shown } from './table'

describe('figures', () => {
  it('of a share or a statistic stand one below the other', () => {
    expect(['0.4', '-0.3333', '0'].map((text) => shown(text, 'rate'))).toEqual(['40.00%', '-33.33%', '0.00%'])
    expect(['5', '0.7111', '1234.5'].map((text) => shown(text, 'decimal'))).toEqual(['5.000', '0.711', '1,234.500'])
  })
})

describe('widths', () => {
  it('stay within what can be read', () => {
    expect([fitted(3), fitted(120.4), fitted(9999)]).toEqual([40, 120, 800])
  })
  it('put frozen columns beside each other', () => {
    expect(lefts([32, 100, 80])).toEqual([0, 32, 132])
  })
})

describe('a row of sums', () => {
  const columns = [{ key: 'number' }, { key: 'amount_incl', kind: 'amount' }]
  it('stands where a column has a sum, be it nothing', () => {
    expect(hasSums(columns, { amount_incl: '12.30' })).toBe(true)
    expect(hasSums(columns, { amount_incl: '0.00' })).toBe(true)
  })
  it('is left out where none has one, or none may be seen', () => {
    expect(hasSums(columns, null)).toBe(false)
    expect(hasSums(columns, {})).toBe(false)
    expect(hasSums(columns, { amount_incl: null })).toBe(false)
    expect(hasSums(columns, { other: '5.00' })).toBe(false)
  })
})

describe('choosing rows', () => {
  const keys = ['a', 'b', 'c', 'd']
  it('turns one over', () => {
    expect([...chosenAfter(keys, new Set(['a']), 'c', null)]).toEqual(['a', 'c'])
    expect([...chosenAfter(keys, new Set(['a', 'c']), 'c', null)]).toEqual(['a'])
  })
  it('takes everything in between with Shift, either way', () => {
    expect([...chosenAfter(keys, new Set(['b']), 'd', 'b')].sort()).toEqual(['b', 'c', 'd'])
    expect([...chosenAfter(keys, new Set(['d']), 'b', 'd')].sort()).toEqual(['b', 'c', 'd'])
    expect([...chosenAfter(keys, new Set(keys), 'c', 'b')]).toEqual(['a', 'd'])
  })
  it('forgets a row that is on another page by now', () => {
    expect([...chosenAfter(keys, new Set(), 'b', 'z')]).toEqual(['b'])
  })
})

describe('a value', () => {
  it('is shown by its kind', () => {
    expect(shown('1234.5', 'amount')).toBe('1,234.50')
    expect(shown({ id: '1', name: '甲' })).toBe('甲')
    expect(shown(null, 'amount')).toBe('')
  })
  it('of sixty letters is given more than one line', () => {
    expect(isLengthy({ id: '1', name: '很'.repeat(60) })).toBe(true)
    expect(isLengthy('很'.repeat(20))).toBe(false)
    expect(isLengthy('a name of forty letters, and one or two')).toBe(false)
    expect(isLengthy('1'.repeat(60), 'amount')).toBe(false)
  })
})
