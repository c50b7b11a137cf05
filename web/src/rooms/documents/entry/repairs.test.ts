import { describe, expect, test } from 'vitest'
import type { Problem } from '@/api/client'
import type { DocumentType, Field, ProductCheck } from '@/api/types'
import type { GridRow, Picked } from '@/kit/grid/cells'
import { locale, t } from '@/kit/i18n'
import { sentence } from '@/shared/problems'
import { type Case, type Deed, inUnit, REPAIRED, repairsOf } from './repairs'

const field = (key: string, kind: string): Field => ({ key, kind, label: key, label_en: key, required: false, choices: [] }) as unknown as Field
const TYPE = {
  code: 'sales_issue', party: 'customer', amounts: 'computed', price_mode: 'INCL',
  header: [field('party', 'customer'), field('warehouse', 'warehouse'), field('business_on', 'date'), field('approval_reason', 'text')],
  lines: [field('product', 'product'), field('unit', 'unit'), field('quantity', 'quantity'), field('price', 'price'), field('lot_no', 'lot'), field('lot_reason', 'text'), field('tax_code', 'tax_code')],
} as unknown as DocumentType
const COLA: Picked = { id: '5', name: '可乐', code: 'COLA', base_unit: { id: '1', name: '瓶', precision: 0 }, units: [{ id: '2', name: '箱', numerator: '12', denominator: '1', precision: 0 }] }
const row = (quantity: string, unit = '1'): GridRow => ({ key: 'r', cells: { product: COLA, unit: { id: unit, name: unit === '1' ? '瓶' : '箱' }, quantity, price: '3' } })
const CHECK = { elsewhere: [{ warehouse: { id: '8', name: '门店', code: 'M' }, available: '40' }] } as unknown as ProductCheck

const deeds = (code: string, data: Record<string, unknown>, more: Partial<Case> = {}): Deed[] =>
  repairsOf({
    problem: { code, message: '', data, where: { line_no: 1, field: more.row === undefined ? 'quantity' : null } } as Problem,
    type: TYPE, header: { party: { id: '3', name: '乙' } }, row: row('30'), rowCount: 1, check: CHECK, mode: 'INCL', today: '2026-10-09', canPick: true, canDo: () => true, canMake: () => true, ...more,
  }).map((one) => one.deed)

describe('what mends a refusal', () => {
  test('of stock: what there is, another warehouse, who holds it, ordering more', () => {
    const held = [{ document_id: 7, number: 'SO-1', quantity: '3' }]
    expect(deeds('NEGATIVE_STOCK', { available: '20', asked: '30', held_by: held })).toEqual([
      { cells: { quantity: '20' } }, { field: 'warehouse', value: { id: '8', name: '门店', code: 'M' } }, { open: '/doc/7' },
      { open: '/new/purchase_requisition?product=5&code=COLA&quantity=10' },
    ])
    expect(deeds('NEGATIVE_STOCK', { available: '0', asked: '50' }, { canMake: () => false })).toEqual([{ drop: true }])
    expect(deeds('NEGATIVE_STOCK', { available: '20', asked: '30' }, { rowCount: 2, canMake: () => false })).toEqual([{ cells: { quantity: '20' } }])
  })
  test('is in the unit of the line and never more than there is', () => {
    expect(inUnit(row('5', '2'), '35')).toBe('2')
    expect(deeds('CARRIES_TOO_MUCH', { left: '23.0000' }, { row: row('5', '2') })).toEqual([{ cells: { quantity: '1' } }])
    expect(deeds('CARRIES_TOO_MUCH', { left: '11' }, { row: row('5', '2') })).toEqual([{ drop: true }])
  })
  test('of a price is the floor in the unit of the line, unless a discount comes between', () => {
    expect(deeds('BELOW_FLOOR_PRICE', { floor: '2.505' }, { row: row('1', '2') })[0]).toEqual({ cells: { price: '30.06' } })
    const cheap = row('1')
    cheap.cells.discount_amount = '1'
    expect(deeds('BELOW_FLOOR_PRICE', { floor: '2.5' }, { row: cheap })).toEqual([{ look: 'approval_reason' }])
  })
  test('of a day is today, and nothing where it is today already', () => {
    const where = { problem: { code: 'PERIOD_CLOSED', message: '', data: {}, where: { field: 'business_on' } } as Problem }
    expect(deeds('PERIOD_CLOSED', {}, { ...where, canDo: () => false })).toEqual([{ field: 'business_on', value: '2026-10-09' }])
    expect(deeds('PERIOD_CLOSED', {}, { ...where, canDo: () => false, header: { business_on: '2026-10-09' } })).toEqual([])
  })
  test('of a lot is the one that is due, or picking', () => {
    expect(deeds('LOT_OUT_OF_TURN', { first: 'A1' })).toEqual([{ cells: { lot_no: 'A1', produced_on: null, expires_on: null } }, { look: 'lot_reason' }])
    expect(deeds('LOT_MISSING', {}, { canPick: false })).toEqual([])
  })
  test('of credit leads to the customer, as far as the rights go', () => {
    expect(deeds('CREDIT_EXCEEDED', {})).toEqual([{ open: '/party/3' }, { open: '/new/receipt?party=3' }, { look: 'approval_reason' }])
    expect(deeds('CREDIT_EXCEEDED', {}, { canDo: () => false, canMake: () => false })).toEqual([]) // a reason helps only who may decide
  })
  test('is known for codes that are refusals, and nothing is made up for others', () => {
    locale.value = 'en'
    expect(REPAIRED.filter((code) => sentence({ code, message: '', data: {}, where: {} }) === t('problem.unknown'))).toEqual([])
    locale.value = 'zh'
    expect(deeds('KEY_REUSED', {})).toEqual([])
  })
})
