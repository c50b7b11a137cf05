import { describe, expect, it } from 'vitest'
import { readOnly, same, scopeGroups } from './tokens'

describe('scopeGroups', () => {
  it('puts document types first, in their order, and seeing before doing', () =>
    expect(scopeGroups(['catalog.edit', 'catalog.view', 'payment.post', 'receipt.close', 'receipt.view', 'receipt.create'], ['receipt', 'payment'])).toEqual([
      { room: 'receipt', words: ['receipt.view', 'receipt.create', 'receipt.close'] },
      { room: 'payment', words: ['payment.post'] },
      { room: 'catalog', words: ['catalog.view', 'catalog.edit'] },
    ]))
  it('leaves what it was given as it was', () => {
    const given = ['a.post', 'a.view']
    scopeGroups(given, [])
    expect(given).toEqual(['a.post', 'a.view'])
  })
})

it('readOnly keeps what only looks', () => expect(readOnly(['a.view', 'a.post', 'cost.view', 'import.run'])).toEqual(['a.view', 'cost.view']))

it.each([
  [['a', 'b'], ['b', 'a'], true],
  [['a'], ['a', 'b'], false],
  [['a', 'c'], ['a', 'b'], false],
])('same of %j and %j', (one, other, is) => expect(same(new Set(one), other)).toBe(is))
