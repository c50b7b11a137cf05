import { describe, expect, test } from 'vitest'
import type { Pullable, PullableLine } from '@/api/types'
import { firstRefusal, type Picks, pulled } from './pull'

const line = (id: string, quantity: string, price?: string): PullableLine => ({
  source_line: id, quantity, product: { id: '6', name: '可乐' }, source: { number: '', line_no: Number(id), left: quantity, whole: '10', price: price ?? null }, ...(price ? { price } : {}),
})
const source = (number: string, ...lines: PullableLine[]): Pullable =>
  ({ id: number, type_code: 'purchase_order', number, state: 'approved', business_on: '2026-11-20', due_on: null, party: null, warehouse: null, remark: '', body: { party: { id: '1' } }, lines }) as Pullable
const picks = (...given: [string, string][]): Picks => new Map(given.map(([id, quantity]) => [id, { isOn: true, quantity }]))

describe('pulling', () => {
  const found = [source('PO-1', line('1', '5', '2'), line('2', '8', '3')), source('PO-2', line('3', '4'))]
  test('takes picked lines of several documents, with the header of the first', () => {
    const taken = pulled(found, picks(['1', '5'], ['3', '1']))
    expect(taken.lines.map((one) => [one.source_line, one.quantity, (one.source as { number: string }).number])).toEqual([['1', '5', 'PO-1'], ['3', '1', 'PO-2']])
    expect(taken.body).toEqual({ party: { id: '1' } })
  })
  test('keeps the price of a whole line, and leaves that of a part to its share', () => {
    const [whole, part] = pulled(found, picks(['1', '5'], ['2', '3'])).lines
    expect([whole!.price, part!.price]).toEqual(['2', undefined])
  })
  test('refuses more than is left, by name', () => {
    expect(firstRefusal(found, picks(['1', '6']))).toMatch(/PO-1.*可乐.*6.*5/)
    expect(firstRefusal(found, picks(['1', '5']))).toBe('')
    expect(firstRefusal(found, picks(['1', '']))).toMatch(/PO-1/)
  })
  test('of a red document is below zero and refuses the same', () => {
    const red = [source('PIN-1', line('1', '-5'))]
    expect(firstRefusal(red, picks(['1', '-5']))).toBe('')
    expect(firstRefusal(red, picks(['1', '-6']))).not.toBe('')
    expect(firstRefusal(red, picks(['1', '5']))).not.toBe('')
  })
})
