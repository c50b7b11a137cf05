import { describe, expect, it } from 'vitest'
import type { Rights } from '@/api/types'
import { difference, freeCode, matrixOf, othersOf, turned } from './rights'

const rights: Rights = {
  roles: [],
  types: [
    { code: 'voucher', label: '凭证', label_en: 'Voucher', department: 'bookkeeping' },
    { code: 'payment', label: '付款', label_en: 'Payment', department: 'treasury' },
    { code: 'receipt', label: '收款', label_en: 'Receipt', department: 'treasury' },
  ],
  verbs: [
    { code: 'view', label: '查看' },
    { code: 'post', label: '过账' },
  ],
  others: [
    { code: 'catalog.view', label: '' },
    { code: 'cost.view', label: '' },
  ],
  dangerous: ['cost.view', 'payment.post'],
}

describe('the matrix', () => {
  it('groups types by department', () => {
    expect(matrixOf(rights).map((group) => [group.department, group.rows.map((row) => row.words)])).toEqual([
      ['bookkeeping', [['voucher.view', 'voucher.post']]],
      ['treasury', [['payment.view', 'payment.post'], ['receipt.view', 'receipt.post']]],
    ])
  })
  it('keeps what is dangerous apart', () => {
    expect(othersOf(rights)).toEqual({ plain: ['catalog.view'], dangerous: ['cost.view', 'payment.post'] })
  })
})

describe('turned', () => {
  it('gives the view with what needs it', () => expect([...turned(new Set(), 'payment.post', true)].sort()).toEqual(['payment.post', 'payment.view']))
  it('takes everything with the view', () => expect([...turned(new Set(['payment.post', 'payment.view', 'x.view']), 'payment.view', false)]).toEqual(['x.view']))
  it('leaves other rooms alone', () => expect([...turned(new Set(['catalog.view']), 'catalog.edit', true)]).toEqual(['catalog.view', 'catalog.edit']))
})

it('difference', () => expect(difference(['a', 'b'], ['b', 'c'])).toEqual({ added: ['c'], removed: ['a'] }))

it.each([
  ['sales', ['sales'], 'sales_2'],
  ['sales', ['sales', 'sales_2'], 'sales_3'],
  ['sales_2', ['sales_2'], 'sales_3'],
])('a free code for a copy of %s', (code, taken, free) => expect(freeCode(code, taken)).toBe(free))
