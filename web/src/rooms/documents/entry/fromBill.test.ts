import { expect, test } from 'vitest'
import type { Bill, DocumentType, NeededComponent } from '@/api/types'
import type { GridRow } from '@/kit/grid/cells'
import { billFor, fromBill, madeRow } from './fromBill'

const field = (key: string, kind: string, rest = {}) => ({ key, kind, label: key, label_en: key, required: false, choices: [], default: null, ...rest })
const type = { code: 'outsource_order', sources: [], lines: [field('part', 'choice', { default: 'component' }), field('product', 'product'), field('unit', 'unit'), field('quantity', 'quantity')] } as unknown as DocumentType
const row = (key: string, cells: GridRow['cells']): GridRow => ({ key, cells })
const bag = row('1', { part: 'product', product: { id: '9', name: '布袋' }, quantity: '50' })
const needed = (id: string, quantity: string) => ({ product: { id, name: `商品${id}` }, unit: { id: '3', name: '千克' }, quantity }) as unknown as NeededComponent

test('the product is the line that says so and how much', () => {
  expect(madeRow([row('0', { part: 'component', product: { id: '1', name: '面料' }, quantity: '5' }), bag])).toBe(bag)
  expect(madeRow([row('0', { part: { id: 'product', name: '产成品' }, product: { id: '9', name: '布袋' } })])).toBeUndefined()
})

test('the newest bill in use, or the version that the order names', () => {
  const bills = [{ id: '3', kind: 'kit', is_active: true, version: '' }, { id: '2', kind: 'assembly', is_active: true, version: 'B' }, { id: '1', kind: 'assembly', is_active: true, version: 'A' }, { id: '0', kind: 'assembly', is_active: false, version: 'Z' }] as Bill[]
  expect(billFor(bills, null)?.id).toBe('2')
  expect(billFor(bills, ' A ')?.id).toBe('1')
  expect(billFor(bills, 'Z')).toBeUndefined()
})

test('components that are there take its quantities, missing ones are added, others stay', () => {
  const cloth = row('2', { part: 'component', product: { id: '1', name: '面料' }, quantity: '7' })
  const other = row('3', { part: 'component', product: { id: '8', name: '样布' }, quantity: '1' })
  const found = fromBill(type, [bag, cloth, other], [needed('1', '100'), needed('2', '50')])
  expect(found.writes).toEqual([{ row: '2', column: 'unit', value: { id: '3', name: '千克' } }, { row: '2', column: 'quantity', value: '100' }])
  expect(found.rows.map(({ cells }) => [cells.part, (cells.product as { id: string }).id, cells.quantity])).toEqual([['component', '2', '50']])
})

test('a product that is its own component is not taken for a line that is there', () => {
  expect(fromBill(type, [bag], [needed('9', '50')]).rows).toHaveLength(1)
})
