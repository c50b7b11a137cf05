import { describe, expect, it } from 'vitest'
import type { PrintType } from '@/api/prints'
import { goodsOf, labelsOf, piecesIn, totalOf } from './labels'
import { chosenColumns, type ColumnRow, columnRows, freeName, moved } from './template'

const column = (key: string, is_usual = true) => ({ key, label: key, label_en: key, is_usual, is_price: false, is_tax: false })
const type = { columns: [column('no'), column('name'), column('price'), column('vat', false)] } as unknown as PrintType
const rowsOf = (columns: { key: string; width: number }[]): ColumnRow[] => columnRows(type, { columns })

describe('columns', () => {
  it('are the usual ones without a choice', () => {
    expect(rowsOf([]).map((row) => [row.key, row.isShown])).toEqual([['no', true], ['name', true], ['price', true], ['vat', false]])
  })
  it('stand in the chosen order, the others after them', () => {
    expect(rowsOf([{ key: 'price', width: 20 }, { key: 'no', width: 0 }]).map((row) => [row.key, row.isShown, row.width])).toEqual([
      ['price', true, 20], ['no', true, 0], ['name', false, 0], ['vat', false, 0],
    ])
  })
  it('are no choice when they are the usual ones', () => {
    expect(chosenColumns(rowsOf([]), type)).toEqual([])
  })
  it('are a choice in another order, with a width, or fewer', () => {
    const rows = rowsOf([])
    expect(chosenColumns(moved(rows, 0, 1), type).map((one) => one.key)).toEqual(['name', 'no', 'price'])
    expect(chosenColumns(rows.map((row, index) => (index ? row : { ...row, width: 12 })), type)[0]).toEqual({ key: 'no', width: 12 })
    expect(chosenColumns(rows.filter((row) => row.key !== 'no'), type).map((one) => one.key)).toEqual(['name', 'price'])
  })
  it('stay where they are at the edge', () => {
    const rows = rowsOf([])
    expect(moved(rows, 0, -1)).toBe(rows)
    expect(moved(rows, 3, 1)).toBe(rows)
  })
})

describe('names', () => {
  it('are given once', () => {
    expect(freeName('送货单', [])).toBe('送货单')
    expect(freeName('送货单', [{ name: '送货单' }, { name: '送货单 2' }])).toBe('送货单 3')
  })
})

describe('labels', () => {
  it('are of what is wanted only', () => {
    const goods = [{ id: '1', name: 'a', count: 2 }, { id: '2', name: 'b', count: 0 }, { id: '3', name: 'c', count: 1.5 }, { id: '4', name: 'd', count: 1, unit: '9' }]
    expect(labelsOf(goods)).toMatchObject([{ product: '1', unit: null, count: 2 }, { product: '4', unit: '9', count: 1 }])
    expect(totalOf(goods)).toBe(3)
  })
  it('come from the lines of a document that have goods', () => {
    const lines = [{ product: { id: '7', name: '可乐' }, unit: { id: '2' }, quantity: '2.5' }, { product: null, quantity: '1' }]
    expect(goodsOf({ lines } as never)).toMatchObject([{ id: '7', name: '可乐', unit: '2', count: 1, pieces: 3 }])
  })
  it('say the lot, the numbers and what a piece weighs', () => {
    const goods = { product: { id: '7', name: '鸭' }, unit: { id: '2' } }
    const lines = [{ ...goods, quantity: '2', lot_no: 'L1', expires_on: '2026-12-01', aux_quantity: '4.97' }, { ...goods, quantity: '2', serials: 'S1 S2' }]
    const found = goodsOf({ lines } as never)
    expect(found).toMatchObject([{ lot: 'L1', expires: '2026-12-01', weight: '2.485', pieces: 2 }, { serials: ['S1', 'S2'], pieces: 1 }])
    expect(totalOf(found)).toBe(3) // each number has its own label
  })
  it('are fewer in larger units', () => {
    const units = [{ id: '1', name: '瓶', times: '1' }, { id: '2', name: '箱', times: '12' }]
    expect([piecesIn(30, null, '2', units), piecesIn(3, '2', '1', units), piecesIn(24, '1', '2', units)]).toEqual([3, 36, 2])
  })
})
