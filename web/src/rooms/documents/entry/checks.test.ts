import { describe, expect, test } from 'vitest'
import type { DocumentType, ProductCheck } from '@/api/types'
import type { GridRow, Picked } from '@/kit/grid/cells'
import { lastFor, priceNote, profitOf, shortBy, wantedOf } from './checks'

const TYPE = { party: 'customer', amounts: 'priced', lines: [{ key: 'product' }, { key: 'unit' }, { key: 'quantity' }, { key: 'price' }], sources: [] } as unknown as DocumentType
const COLA: Picked = {
  id: '6', name: '可乐', base_unit: { id: '32', name: '瓶' }, units: [{ id: '40', name: '箱', numerator: 12, denominator: 1 }],
  tax_code: { id: '1', code: 'VAT13', rate: '0.13' },
}
const CHECK: ProductCheck = {
  product: '6', unit: '瓶', base_unit: { id: '1', name: '瓶', precision: 0 }, units: [], on_hand: '40', reserved: '10', available: '30', elsewhere: [], holders: [], list_price: '3.5', promise: null, agreed: [], cost: '2',
  last: { price: '3.39', is_with_tax: true, business_on: '2026-11-20', document: { id: '1', type_code: 'sales_issue', number: 'X' }, is_same_party: true },
}
const line = (quantity: string, price = '3.39', unit = '瓶'): GridRow => ({
  key: `${quantity}${unit}`, cells: { product: COLA, unit: unit === '瓶' ? { id: '32', name: '瓶' } : { id: '40', name: '箱' }, quantity, price },
})
const checkOf = (product: string): ProductCheck | undefined => (product === '6' ? CHECK : undefined)

describe('stock', () => {
  test('is counted over all lines of a product, in base units', () => {
    const rows = [line('1', '40', '箱'), line('20')]
    expect(wantedOf(rows).get('6')).toBe('32.000000')
    expect(shortBy(rows[0]!, wantedOf(rows), checkOf)).toBe('2.000000')
  })
  test('is enough to the last piece', () => expect(shortBy(line('30'), wantedOf([line('30')]), checkOf)).toBe(''))
})

describe('prices', () => {
  test('of another unit and mode are made the same', () => {
    expect(lastFor(line('1', '', '箱'), CHECK.last!, 'INCL')).toBe('40.68')
    expect(lastFor(line('1', ''), CHECK.last!, 'EXCL')).toBe('3')
  })
  test.each([
    ['near the last one are fine', '3.5', ''],
    ['far above are told', '4.5', 'high'],
    ['far below are told', '2.6', 'low'],
    ['below cost are wrong', '2.25', 'below'],
  ])('%s', (_, price, note) => expect(priceNote(line('5', price), CHECK, TYPE, 'INCL')).toBe(note))
  test('of a gift are no matter', () => {
    const gift = line('1', '0')
    gift.cells.is_gift = true
    expect(priceNote(gift, CHECK, TYPE, 'INCL')).toBe('')
  })
  test('are not called below cost by who does not know it', () => {
    expect(priceNote(line('5', '2.25'), { ...CHECK, cost: null, last: null }, TYPE, 'INCL')).toBe('')
  })
})

test('profit is net of tax, of lines whose cost is known', () => {
  expect(profitOf([line('10')], checkOf, TYPE, 'INCL')).toEqual({ amount: '10.000000', share: '0.3333' })
  expect(profitOf([], checkOf, TYPE, 'INCL')).toBeNull()
})
