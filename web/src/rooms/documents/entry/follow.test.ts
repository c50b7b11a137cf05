import { describe, expect, test } from 'vitest'
import type { DocumentType, Field, ProductCheck } from '@/api/types'
import type { GridRow, Picked } from '@/kit/grid/cells'
import { baseQuantity, LineTotals, switchUnit, tellOfProduct, unitsOf, write } from './follow'
import { blankEntry, entryFrom, isWritten, newRow, toBody, toPosting, writtenRows } from './paper'

const field = (key: string, kind: string, more: Partial<Field> = {}): Field => ({
  key, label: key, label_en: key, kind, required: false, choices: [], default: null, help: '', help_en: '', shows_cost: false, shown_for: '', listed: '', ...more,
})

function typeWith(lines: Field[], more: Partial<DocumentType> = {}): DocumentType {
  return {
    code: 'sales_issue', label: '', label_en: '', prefix: '', department: '', states: {}, posted_state: '', party: 'customer', amounts: 'priced', goods: 'out',
    is_order: false, is_red: false, can_reverse: true, made_by: '', hides_money: false, takes_any_lot: false, price_mode: 'INCL', proofs: null, sources: [], targets: [],
    may: { view: true, create: true, post: true, reverse: true, close: true },
    header: [field('business_on', 'date'), field('party', 'customer'), field('price_mode', 'choice')],
    lines,
    ...more,
  }
}

const PRICED = [field('product', 'product'), field('unit', 'unit'), field('quantity', 'quantity'), field('price', 'price'), field('tax_code', 'tax_code'), field('is_gift', 'flag')]
const ISSUE = typeWith(PRICED)
const INVOICE = typeWith([...PRICED, field('amount_net', 'amount'), field('amount_tax', 'amount'), field('amount_incl', 'amount')], { amounts: 'given' })
const WEIGHED = typeWith([...PRICED.slice(0, 3), field('aux_quantity', 'quantity', { shown_for: 'weight' }), field('price_by', 'choice'), ...PRICED.slice(3)])
const RECEIPT = typeWith([field('purpose', 'choice', { default: 'owed' }), field('item', 'item'), field('amount_incl', 'amount')], { amounts: 'money' })

const COLA: Picked = {
  id: '6', code: 'COLA', name: '可乐', specification: '300ml', sale_price: '3.5', purchase_price: '2.1',
  base_unit: { id: '32', name: '瓶' }, units: [{ id: '40', name: '箱', numerator: 12, denominator: 1 }],
  tax_code: { id: '10', code: 'VAT13', name: '增值税 13%', rate: '0.13' }, scanned_unit: { id: '32', name: '瓶' },
}
const named = (row: GridRow, key: string): string => (row.cells[key] as Picked).name

function picked(type: DocumentType, product = COLA, mode = 'INCL'): GridRow {
  const row = newRow()
  write(row, 'product', product, type, mode)
  return row
}

describe('goods that are weighed', () => {
  const DUCK: Picked = { ...COLA, id: '9', name: '白条鸭', aux_unit: { id: '33', name: '千克' }, units: [{ id: '40', name: '箱', numerator: 4, denominator: 1 }], scanned_unit: { id: '40', name: '箱' } }
  const made = (by: string | null): GridRow => {
    const row = picked(WEIGHED, DUCK)
    write(row, 'quantity', '2', WEIGHED, 'INCL')
    write(row, 'aux_quantity', '10.4', WEIGHED, 'INCL')
    if (by) write(row, 'price_by', { id: by, name: by }, WEIGHED, 'INCL')
    write(row, 'price', '30', WEIGHED, 'INCL')
    return row
  }
  test('are paid for by weight, unless the price is that of a piece', () => {
    expect(new LineTotals(WEIGHED).of([made(null)], 'INCL').incl).toBe('312.00')
    expect(new LineTotals(WEIGHED).of([made('piece')], 'INCL').incl).toBe('60.00')
  })
  test('have one price whatever unit they come in', () => {
    expect(picked(WEIGHED, DUCK).cells.price).toBe('3.5')
  })
})

test('a product that was carried here learns its units from the checks', () => {
  const row = picked(ISSUE)
  row.cells = { product: { id: '1', name: '可乐' }, unit: { id: '20', name: '箱' }, quantity: '3' }
  expect(baseQuantity(row)).toBe('3')
  tellOfProduct(row, { available: '9', base_unit: { id: '10', name: '瓶', precision: 0 }, units: [{ id: '20', name: '箱', precision: 0, numerator: '12', denominator: '1' }] } as unknown as ProductCheck)
  expect([row.cells.available, baseQuantity(row)]).toEqual(['9', '36.000000'])
})

describe('choosing a product', () => {
  test('brings unit, tax code, specification and price', () => {
    const row = picked(ISSUE)
    expect(named(row, 'unit')).toBe('瓶')
    expect(named(row, 'tax_code')).toBe('增值税 13%')
    expect(row.cells.specification).toBe('300ml')
    expect(row.cells.price).toBe('3.5')
  })
  test('by the barcode of a box brings the box and its price', () => {
    const row = picked(ISSUE, { ...COLA, scanned_unit: { id: '40', name: '箱' } })
    expect(named(row, 'unit')).toBe('箱')
    expect(row.cells.price).toBe('42')
  })
  test('takes the tax out of the price where prices are without', () => {
    expect(picked(ISSUE, COLA, 'EXCL').cells.price).toBe('3.09734513')
  })
  test('takes the purchase price, which is without tax, when buying', () => {
    expect(picked(typeWith(PRICED, { party: 'supplier' })).cells.price).toBe('2.373')
  })
})

describe('changing the unit', () => {
  test('changes a price nobody has touched', () => {
    const row = picked(ISSUE)
    write(row, 'unit', unitsOf(COLA)[1]!, ISSUE, 'INCL')
    expect(row.cells.price).toBe('42')
    write(row, 'quantity', '2', ISSUE, 'INCL')
    expect(baseQuantity(row)).toBe('24.000000')
  })
  test('leaves a typed price alone', () => {
    const row = picked(ISSUE)
    write(row, 'price', '3.2', ISSUE, 'INCL')
    write(row, 'unit', unitsOf(COLA)[1]!, ISSUE, 'INCL')
    expect(row.cells.price).toBe('3.2')
  })
})

describe('totals', () => {
  test('follow the lines that changed, and only those', () => {
    const totals = new LineTotals(ISSUE)
    const [a, b] = [picked(ISSUE), picked(ISSUE)]
    write(a, 'quantity', '10', ISSUE, 'INCL')
    write(b, 'quantity', '2', ISSUE, 'INCL')
    expect(totals.of([a, b], 'INCL').incl).toBe('42.00')
    expect(a.cells.amount_net).toBe('30.97')
    write(b, 'quantity', '4', ISSUE, 'INCL')
    expect(totals.of([a, b], 'INCL', new Set([b.key])).incl).toBe('49.00')
    // negative control: a row that is not named keeps what it was
    write(b, 'quantity', '6', ISSUE, 'INCL')
    expect(totals.of([a, b], 'INCL', new Set()).incl).toBe('49.00')
    expect(totals.of([a], 'INCL', new Set()).incl).toBe('35.00')
  })
  test('of a label are what it says, until the line is no longer as on it', () => {
    const type = typeWith([...PRICED, field('label_amount', 'amount', { shown_for: 'label' })])
    const [row, totals] = [picked(type), new LineTotals(type)]
    for (const [column, value] of [['quantity', '1.25'], ['price', '16'], ['label_amount', '19.99']] as const) write(row, column, value, type, 'INCL')
    expect(totals.of([row], 'INCL').incl).toBe('19.99')
    write(row, 'quantity', '2', type, 'INCL')
    expect([row.cells.label_amount, totals.of([row], 'INCL').incl]).toEqual([null, '32.00'])
  })
  test('do not count gifts', () => {
    const row = picked(ISSUE)
    write(row, 'quantity', '10', ISSUE, 'INCL')
    write(row, 'is_gift', true, ISSUE, 'INCL')
    expect(new LineTotals(ISSUE).of([row], 'INCL').incl).toBe('0.00')
  })
  test('take amounts as they stand on the paper', () => {
    const row = picked(INVOICE)
    write(row, 'quantity', '10', INVOICE, 'INCL')
    expect(new LineTotals(INVOICE).of([row], 'INCL')).toEqual({ net: '30.97', tax: '4.03', incl: '35.00' })
    expect(row.hints?.amount_tax).toBe('4.03')
    write(row, 'amount_net', '30.98', INVOICE, 'INCL')
    write(row, 'amount_tax', '4.02', INVOICE, 'INCL')
    expect(new LineTotals(INVOICE).of([row], 'INCL')).toEqual({ net: '30.98', tax: '4.02', incl: '35.00' })
  })
  test('a new quantity drops amounts that were computed, and keeps amounts that were typed', () => {
    const row = picked(INVOICE)
    Object.assign(row.cells, { quantity: '10', amount_net: '30.97', amount_tax: '4.03', amount_incl: '35.00' })
    write(row, 'quantity', '20', INVOICE, 'INCL')
    expect(row.cells.amount_net).toBeNull()
    Object.assign(row.cells, { amount_net: '61.90', amount_tax: '8.10', amount_incl: '70.00' })
    write(row, 'quantity', '30', INVOICE, 'INCL')
    expect(row.cells.amount_net).toBe('61.90')
  })
})

describe('an open item', () => {
  test('is settled as a whole unless somebody says less', () => {
    const row = newRow()
    write(row, 'item', { id: '4', name: 'SOUT', residual: '255.15' }, RECEIPT, 'INCL')
    expect(row.cells.amount_incl).toBe('255.15')
    expect(row.cells.purpose).toBe('owed')
    write(row, 'amount_incl', '100.00', RECEIPT, 'INCL')
    write(row, 'item', { id: '5', name: 'SOUT', residual: '1.00' }, RECEIPT, 'INCL')
    expect(row.cells.amount_incl).toBe('100.00')
  })
})

describe('the paper', () => {
  test('sends declared fields only, references by id, and no blank rows', () => {
    const entry = blankEntry(ISSUE, '2026-11-21')
    entry.header.party = { id: '9', name: '城东便利店' }
    const row = picked(ISSUE)
    write(row, 'quantity', '10', ISSUE, 'INCL')
    new LineTotals(ISSUE).of([row], 'INCL')
    entry.lines = [newRow(), row, newRow()]
    expect(toBody(entry, ISSUE)).toEqual({
      business_on: '2026-11-21', party: '9', price_mode: 'INCL', uploads: [],
      lines: [{ product: '6', unit: '32', quantity: '10', price: '3.5', tax_code: '10', is_gift: false }],
    })
    expect(writtenRows(entry, ISSUE)).toEqual([row])
    expect(toPosting({ ...entry, id: '12' }, ISSUE).id).toBe('12')
  })
  test('presets alone do not make a line', () => {
    const row = newRow({ purpose: 'owed' })
    expect(isWritten(row, RECEIPT)).toBe(false)
    row.cells.amount_incl = '1'
    expect(isWritten(row, RECEIPT)).toBe(true)
  })
  test('carried lines remember where they came from', () => {
    const type = typeWith(PRICED, { sources: ['sales_order'] })
    const entry = entryFrom(type, '2026-11-21', {}, [{ product: { id: '6', name: '可乐', specification: '300ml' }, quantity: '48.000000', source_line: '26', source: { number: 'SO-1', line_no: 1 } }])
    expect(entry.lines[0]!.cells.source_line).toEqual({ id: '26', name: 'SO-1' })
    expect(toBody(entry, type).lines[0]).toMatchObject({ product: '6', quantity: '48', source_line: '26' })
  })
})

describe('switching the unit', () => {
  const BOX: Picked = { id: '40', name: '箱', numerator: 12, denominator: 1 }
  const typedRow = (quantity: string, price: string): GridRow => {
    const row = picked(ISSUE)
    write(row, 'quantity', quantity, ISSUE, 'INCL')
    write(row, 'price', price, ISSUE, 'INCL')
    return row
  }
  test('keeps the goods and their worth', () => {
    const row = typedRow('24', '3')
    const told = switchUnit(row, BOX, ISSUE, 'INCL')!
    expect([row.cells.quantity, row.cells.price, named(row, 'unit')]).toEqual(['2', '36', '箱'])
    expect(told).toMatchObject({ from: '24 瓶', to: '2 箱', isConverted: true, price: { from: '3', to: '36' }, typed: '24' })
  })
  test('and back', () => {
    const row = typedRow('24', '3')
    switchUnit(row, BOX, ISSUE, 'INCL')
    switchUnit(row, unitsOf(COLA)[0]!, ISSUE, 'INCL')
    expect([row.cells.quantity, row.cells.price]).toEqual(['24', '3'])
  })
  test('keeps the typed number where it does not come out even', () => {
    const row = typedRow('5', '3.5')
    const told = switchUnit(row, BOX, ISSUE, 'INCL')!
    expect([row.cells.quantity, row.cells.price, told.isConverted]).toEqual(['5', '42', false])
  })
  test('says nothing of a line without numbers', () => {
    const row = picked(ISSUE)
    row.cells.price = null
    expect(switchUnit(row, BOX, ISSUE, 'INCL')).toBeNull()
  })
})
