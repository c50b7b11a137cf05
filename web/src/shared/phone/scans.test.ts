import { describe, expect, test } from 'vitest'
import type { Pullable, PullableLine } from '@/api/types'
import { documentOf, entriesOf, lacksPrice, leftOf, newScan, type ScanLine, type ScanSession, scannedOf } from './scans'

const COLA = { id: '7', code: 'COLA', name: '可乐', specification: '', tracking: 'none' }
const BOTTLE = { id: '1', name: '瓶', precision: 0 }
const BOX = { id: '2', name: '箱', precision: 0 }
const FACTS = { id: 'one', day: '2026-03-01', remark: '手机扫码' }

const scanned = (more: Partial<ScanLine> = {}): ScanLine => ({ key: 'a', product: COLA, unit: BOTTLE, quantity: '1', lot_no: '', expires_on: '', serials: [], price: '', ...more })
const session = (more: Partial<ScanSession> = {}): ScanSession => ({ ...newScan('in', '2026-03-01T08:00:00Z'), ...more })
const source = (id: string, quantity: string, unit: typeof BOTTLE, left: string): PullableLine =>
  ({ source: { source_line: id, left }, product: COLA, unit, quantity, price: '3', source_line: id, remark: '' }) as unknown as PullableLine
const order = (...lines: PullableLine[]): Pullable => ({ id: '9', number: 'PO-20260301-001', party: { id: '3', name: '甲' }, body: { currency: 'CNY', department: { id: '5' }, project: null }, lines }) as unknown as Pullable
const linesOf = (scan: ScanSession) => documentOf(scan, FACTS).lines as Record<string, unknown>[]

describe('by an order', () => {
  test('what is left and what was scanned are summed over the lines and lots of a product', () => {
    expect(leftOf(order(source('11', '10', BOTTLE, '10'), source('12', '1', BOX, '12')), '7')).toBe('22')
    expect(scannedOf(session({ lines: [scanned({ quantity: '2' }), scanned({ key: 'b', quantity: '3', lot_no: 'L' })] }), '7')).toBe('5')
  })
  test('the first lines are filled first, in their units where that comes out even', () => {
    const po = order(source('11', '10', BOTTLE, '10'), source('12', '2', BOX, '24'))
    expect(linesOf(session({ order: po, lines: [scanned({ quantity: '22' })] })).map((line) => [line.source_line, line.quantity, line.unit])).toEqual([['11', '10', '1'], ['12', '1', '2']])
    expect(linesOf(session({ order: po, lines: [scanned({ quantity: '15' })] })).map((line) => [line.quantity, line.unit])).toEqual([['10', '1'], ['5', '1']])
  })
  test('what is too much stays on the last line, for the server to judge', () => {
    const po = order(source('11', '10', BOTTLE, '10'), source('12', '5', BOTTLE, '5'))
    expect(linesOf(session({ order: po, lines: [scanned({ quantity: '99' })] })).map((line) => line.quantity)).toEqual(['10', '89'])
  })
  test('two lots share its line', () => {
    const lots = [scanned({ quantity: '4', lot_no: 'A', expires_on: '2026-09-30', produced_on: '2026-01-01' }), scanned({ key: 'b', quantity: '6', lot_no: 'B' })]
    const [first, second] = linesOf(session({ order: order(source('11', '10', BOTTLE, '10')), lines: lots }))
    expect(first).toMatchObject({ source_line: '11', quantity: '4', lot_no: 'A', expires_on: '2026-09-30', produced_on: '2026-01-01' })
    expect(second).toMatchObject({ source_line: '11', quantity: '6', lot_no: 'B' })
    expect(second).not.toHaveProperty('expires_on')
  })
  test('its head goes along, its price does not, nor what was scanned to nothing', () => {
    const made = documentOf(session({ order: order(source('11', '10', BOTTLE, '10')), party: { id: '3', name: '甲' }, warehouse: { id: '4', name: '主仓' }, lines: [scanned({ quantity: '0' }), scanned({ key: 'b', quantity: '2' })] }), FACTS)
    expect(made).toMatchObject({ currency: 'CNY', department: '5', party: '3', warehouse: '4', business_on: '2026-03-01', source_system: 'phone', source_number: 'one' })
    expect(made).not.toHaveProperty('project')
    expect(made).not.toHaveProperty('price_mode')
    expect(made.lines).toHaveLength(1)
    expect((made.lines as object[])[0]).not.toHaveProperty('price')
  })
})

describe('without an order', () => {
  test('the price of the catalogue goes along as it is kept: net when buying, with tax when selling', () => {
    expect(documentOf(session({ lines: [scanned({ price: '3.5' })] }), FACTS)).toMatchObject({ price_mode: 'EXCL', lines: [{ product: '7', unit: '1', quantity: '1', price: '3.5' }] })
    expect(documentOf(session({ kind: 'out', lines: [scanned({ serials: ['S1', 'S2'], quantity: '2' })] }), FACTS)).toMatchObject({ price_mode: 'INCL', lines: [{ serials: 'S1 S2' }] })
  })
  test('goods without a price wait for who knows it', () => {
    expect(lacksPrice(session({ lines: [scanned({ price: '1' })] }))).toBe(false)
    expect(lacksPrice(session({ lines: [scanned({ price: '1' }), scanned({ key: 'b' })] }))).toBe(true)
    expect(lacksPrice(session({ order: order(), lines: [scanned()] }))).toBe(false)
  })
})

test('a count says which lot, and whether it is added', () => {
  const count = { id: '5', number: 'CNT-1', warehouse: '主仓', round: 2 as const }
  expect(entriesOf(session({ kind: 'count', count, adds: false, lines: [scanned({ quantity: '2.50', lot_no: 'L-1' })] }))).toEqual({
    round: 2, entries: [{ code: 'COLA', lot_no: 'L-1', quantity: '2.5', adds: false, line: null }],
  })
})
