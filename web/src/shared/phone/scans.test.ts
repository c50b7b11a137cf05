import { describe, expect, test } from 'vitest'
import type { Pullable, PullableLine } from '@/api/types'
import { documentOf, entriesOf, lacksPrice, leftOf, newScan, shortOf, weightOf, type ScanLine, type ScanSession, scannedOf } from './scans'

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

describe('what is weighed', () => {
  const HAM = { ...COLA, code: 'HAM', weight: { unit: '千克', precision: 3 } }
  test('tells its weight, and its parts make up the whole', () => {
    const ham = scanned({ product: HAM, quantity: '3', weight: '16.4' })
    expect(linesOf(session({ kind: 'move', lines: [ham] }))).toMatchObject([{ quantity: '3', aux_quantity: '16.4' }])
    expect(['0', '1', '2'].map((before) => weightOf(ham, before, '1').aux_quantity)).toEqual(['5.467', '5.466', '5.467'])
    expect(linesOf(session({ kind: 'move', lines: [scanned({ product: HAM, quantity: '3' })] }))[0]).not.toHaveProperty('aux_quantity')
    const count = { id: '5', number: 'CNT-1', warehouse: '主仓', round: 1 as const }
    expect((entriesOf(session({ kind: 'count', count, lines: [ham] })).entries as object[])[0]).toMatchObject({ quantity: '3', weight: '16.4' })
  })
  test('never takes the weight that its order guessed', () => {
    const po = order({ ...source('11', '10', BOTTLE, '10'), aux_quantity: '52' } as never)
    expect(linesOf(session({ order: po, lines: [scanned({ product: HAM, quantity: '4', weight: '21' })] }))[0]).toMatchObject({ quantity: '4', aux_quantity: '21' })
    expect(linesOf(session({ order: po, lines: [scanned({ quantity: '4' })] }))[0]).not.toHaveProperty('aux_quantity')
  })
})

describe('goods that are moved or used', () => {
  const W1 = { id: '4', name: '主仓' }
  const W2 = { id: '5', name: '门店' }
  test('go from here to there without a party or a price', () => {
    const made = documentOf(session({ kind: 'move', warehouse: W1, warehouse_to: W2, lines: [scanned({ price: '3' })] }), FACTS)
    expect(made).toMatchObject({ warehouse: '4', warehouse_to: '5', lines: [{ product: '7', quantity: '1' }] })
    for (const key of ['party', 'price_mode', 'department']) expect(made).not.toHaveProperty(key)
    expect((made.lines as object[])[0]).not.toHaveProperty('price')
    expect(lacksPrice(session({ kind: 'use', lines: [scanned()] }))).toBe(false)
  })
  test('are used by a department for a purpose', () => {
    const used = documentOf(session({ kind: 'use', warehouse: W1, department: { id: '6', name: '行政' }, purpose: 'office', lines: [scanned()] }), FACTS)
    expect(used).toMatchObject({ warehouse: '4', department: '6', lines: [{ purpose: 'office' }] })
  })
  const sent = order({ ...source('21', '5', BOTTLE, '5'), lot_no: 'A' } as never, { ...source('22', '4', BOTTLE, '4'), lot_no: 'B' } as never)
  const arrived = (more: Partial<ScanSession>): ScanSession => ({ ...session({ order: sent, lines: [scanned({ quantity: '3', lot_no: 'B' })] }), kind: 'arrive', ...more })
  test('arrive on the line of their lot', () => {
    expect(shortOf(arrived({})).map((one) => one.quantity)).toEqual(['6'])
    const made = documentOf(arrived({ rest: 'stays' }), FACTS)
    expect(made).toMatchObject({ rest_stays: true, lines: [{ source_line: '22', quantity: '3', lot_no: 'B', outcome: 'received' }] })
    expect(made.lines).toHaveLength(1)
  })
  test('that did not arrive are lost or sent back, line by line', () => {
    const lost = documentOf(arrived({ rest: 'lost', answers: 'party', responsible: '老王' }), FACTS).lines as Record<string, unknown>[]
    expect(lost.slice(1).map((line) => [line.source_line, line.quantity, line.lot_no, line.outcome, line.answers, line.responsible])).toEqual([
      ['21', '5', 'A', 'lost', 'party', '老王'], ['22', '1', 'B', 'lost', 'party', '老王'],
    ])
    const back = documentOf(arrived({ rest: 'returned' }), FACTS)
    expect(back).toMatchObject({ rest_stays: false })
    expect((back.lines as Record<string, unknown>[])[1]).not.toHaveProperty('answers')
  })
})
