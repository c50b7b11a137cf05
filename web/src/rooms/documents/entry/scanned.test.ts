import { describe, expect, test } from 'vitest'
import type { Scanned } from '@/api/lots'
import type { DocumentType, LookupHit } from '@/api/types'
import { newRow } from './paper'
import { isGs1, maybeOfScale } from '@/shared/codes'
import { filled } from './scanned'

const type = { lines: ['product', 'unit', 'quantity', 'lot_no', 'produced_on', 'expires_on', 'serials', 'aux_quantity', 'amount_incl'].map((key) => ({ key })) } as unknown as DocumentType
const hit = (more: Partial<LookupHit> & Record<string, unknown> = {}): LookupHit => ({ id: '7', code: 'MILK', name: '鲜奶', base_unit: { id: '1', name: '瓶' }, ...more }) as unknown as LookupHit
const said = (more: Partial<Scanned>): Scanned => ({ kind: 'gs1', hits: [], ...more })
const rowOf = (cells: Record<string, unknown>) => newRow({ product: hit() as never, unit: { id: '1', name: '瓶' }, ...cells } as never)

test('codes are told apart by how they begin', () => {
  expect([']C10106901234567892', '(01)06901234567892(10)A', '010690123456789210A1', '6901234567892'].map(isGs1)).toEqual([true, true, true, false])
  expect(['2100123007509', '280012300750012345', '6901234567892'].map(maybeOfScale)).toEqual([true, true, false])
})

describe('a GS1 code', () => {
  test('brings lot and expiry, and counts up the line of that lot alone', () => {
    const code = said({ lot_no: 'A1', expires_on: '2026-12-31' })
    const milk = hit({ tracking: 'lot' })
    expect(filled(code, milk, [rowOf({ lot_no: 'B2', quantity: '3' })], type).cells).toMatchObject({ quantity: '1', lot_no: 'A1', expires_on: '2026-12-31' })
    const row = rowOf({ lot_no: 'A1', quantity: '3' })
    expect(filled({ ...code, count: '12' }, milk, [row], type)).toEqual({ row, cells: { quantity: '15' } })
  })
  test('leaves out the lot of goods that are not told apart by it', () => {
    expect(filled(said({ lot_no: 'A1' }), hit({ tracking: 'none' }), [], type).cells).not.toHaveProperty('lot_no')
  })
  test('adds a piece once', () => {
    const phone = hit({ tracking: 'serial' })
    const row = rowOf({ serials: 'S1', quantity: '1' })
    expect(filled(said({ serial: 'S2' }), phone, [row], type)).toEqual({ row, cells: { serials: 'S1 S2', quantity: '2' } })
    expect(filled(said({ serial: 'S1' }), phone, [row], type).repeated).toBe(true)
  })
})

describe('the label of a scale', () => {
  const label = said({ kind: 'scale', weight: '1.250', amount: '19.99', is_amount: true })
  test('fills what was weighed and what it costs', () => {
    expect(filled(label, hit({ base_unit: { id: '9', name: '千克' } }), [], type).cells).toMatchObject({ quantity: '1.25', amount_incl: '19.99', unit: { id: '9' } })
    expect(filled(label, hit({ aux_unit: { id: '9', name: '千克' } }), [], type).cells).toMatchObject({ quantity: '1', aux_quantity: '1.25' })
  })
  test('says what the line is sold for where the form has a field for that', () => {
    const issue = { lines: ['product', 'unit', 'quantity', 'price', 'label_amount'].map((key) => ({ key })) } as unknown as DocumentType
    const { cells } = filled(label, hit({ base_unit: { id: '9', name: '千克' } }), [], issue)
    expect(Object.keys(cells)).toEqual(['product', 'unit', 'quantity', 'label_amount']) // last, for it goes when the others change
    expect(cells.label_amount).toBe('19.99')
  })
  test('is never taken for another unit', () => {
    const told = filled(label, hit({ base_unit: { id: '8', name: '斤' } }), [], type)
    expect(told.cells).not.toHaveProperty('quantity')
    expect(told.weight).toBe('1.25')
  })
  test('is left on a form without a field for it, and that is said', () => {
    const order = { lines: ['product', 'unit', 'quantity', 'price', 'aux_quantity'].map((key) => ({ key })) } as unknown as DocumentType
    expect(filled(label, hit({ aux_unit: { id: '9', name: '千克' } }), [], order)).toMatchObject({ cells: { quantity: '1', aux_quantity: '1.25' }, label: '19.99' })
  })
})

test('a form that asks for goods and lot alone takes a label for just these, once', () => {
  const recall = { lines: ['product', 'lot_no', 'produced_on'].map((key) => ({ key })) } as unknown as DocumentType
  const ham = hit({ tracking: 'lot', aux_unit: { id: '9', name: '千克' } })
  const code = said({ lot_no: 'A1', weight: '5.2' })
  expect(filled(code, ham, [], recall)).toMatchObject({ cells: { lot_no: 'A1' } })
  expect(filled(code, ham, [], recall)).not.toHaveProperty('weight')
  const row = rowOf({ lot_no: 'A1', unit: null })
  expect(filled(code, ham, [row], recall).row).toBe(row)
})
