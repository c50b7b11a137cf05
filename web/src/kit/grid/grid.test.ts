import { describe, expect, test } from 'vitest'
import { cellText, editText, type GridColumn, isBlank, understood } from './cells'
import { formatBlock, parseBlock, place, squared } from './clipboard'
import { next, span, step } from './moves'
import { widthsIn } from './useLayout'

const column = (key: string, editor: GridColumn['editor'], more: Partial<GridColumn> = {}): GridColumn => ({ key, title: key, editor, width: 80, ...more })
const columns = [column('商品', 'lookup'), column('规格', 'fixed'), column('数量', 'number'), column('单价', 'number', { format: 'price' }), column('金额', 'fixed', { format: 'amount' })]

describe('widths', () => {
  const cut = [{ width: 100, least: 60, grows: true }, { width: 80 }, { width: 60, least: 40 }]
  test('share what is left over among those that grow', () => expect(widthsIn(cut, 300)).toEqual([160, 80, 60]))
  test('give what is missing in the measure of what they can, and fit', () => expect(widthsIn(cut, 210)).toEqual([80, 80, 50]))
  test('give no more than they can: figures stay whole', () => expect(widthsIn(cut, 100)).toEqual([60, 80, 40]))
  test('stay where nothing can give', () => expect(widthsIn([{ width: 90 }, { width: 90 }], 100)).toEqual([90, 90]))
})

describe('next', () => {
  test.each([
    ['skips what cannot be written', { row: 0, column: 0 }, false, { row: 0, column: 2 }],
    ['goes to the next row', { row: 0, column: 3 }, false, { row: 1, column: 0 }],
    ['wants a new row at the end', { row: 2, column: 3 }, false, { row: 3, column: 0 }],
    ['goes back', { row: 1, column: 0 }, true, { row: 0, column: 3 }],
    ['stays at the very first', { row: 0, column: 0 }, true, { row: 0, column: 0 }],
  ])('%s', (_, at, back, is) => expect(next(at, columns, 3, back)).toEqual(is))

  test('passes over what needs no answer, both ways', () => {
    const three = [column('a', 'text'), column('b', 'text'), column('c', 'text')]
    expect(next({ row: 1, column: 0 }, three, 3, false, (to) => to.column === 1)).toEqual({ row: 1, column: 2 })
    expect(next({ row: 1, column: 2 }, three, 3, true, (to) => to.column === 1)).toEqual({ row: 1, column: 0 })
  })

  test('stays when nothing can be written', () => {
    expect(next({ row: 1, column: 0 }, [column('a', 'fixed')], 3)).toEqual({ row: 1, column: 0 })
  })
})

test('arrows stop at the edges', () => {
  expect(step({ row: 0, column: 0 }, 3, 4, -1, -1)).toEqual({ row: 0, column: 0 })
  expect(step({ row: 2, column: 3 }, 3, 4, 1, 1)).toEqual({ row: 2, column: 3 })
  expect(step({ row: 1, column: 1 }, 3, 4, 1, 0)).toEqual({ row: 2, column: 1 })
})

test('a span holds both corners', () => {
  expect(span({ row: 3, column: 1 }, { row: 1, column: 2 })).toEqual({ top: 1, bottom: 3, left: 1, right: 2 })
})

describe('cells', () => {
  test('numbers are kept exactly as typed', () => {
    expect(understood('1,234.50', columns[2]!, '2026-11-21')).toBe('1234.50')
    expect(understood('0.30000000000000004', columns[2]!, '2026-11-21')).toBe('0.30000000000000004')
  })
  test('what makes no sense is kept as it was typed', () => {
    expect(understood('12个', columns[2]!, '2026-11-21')).toEqual({ raw: '12个' })
    expect(understood('2026-13-01', column('d', 'date'), '2026-11-21')).toEqual({ raw: '2026-13-01' })
  })
  test('a rate is typed as people say it', () => {
    const rate = column('税率', 'number', { format: 'rate' })
    expect(understood('13', rate, '')).toBe('0.13')
    expect(understood('13%', rate, '')).toBe('0.13')
    expect(understood('0.13', rate, '')).toBe('0.13')
  })
  test('are shown and edited', () => {
    expect(cellText('1234.5', columns[4]!)).toBe('1,234.50')
    expect(editText('1234.500000', columns[2]!)).toBe('1234.5')
    expect(editText({ id: '1', name: '可乐', code: 'K01' }, columns[0]!)).toBe('K01')
    expect(cellText(true, column('赠品', 'flag'))).toBe('✓')
  })
  test('a row is blank when only computed cells hold something', () => {
    expect(isBlank({ key: 'a', cells: { 金额: '0.00' } }, columns)).toBe(true)
    expect(isBlank({ key: 'a', cells: { 数量: '0' } }, columns)).toBe(false)
  })
})

describe('clipboard', () => {
  test('reads what a spreadsheet wrote', () => {
    expect(parseBlock('a\tb\r\nc\t\r\n')).toEqual([['a', 'b'], ['c', '']])
    expect(parseBlock('"two\nlines"\t"say ""hi"""')).toEqual([['two\nlines', 'say "hi"']])
    expect(parseBlock('5" pipe\t1')).toEqual([['5" pipe', '1']])
  })
  test('writes what it reads', () => {
    const block = [['a', 'b\tc'], ['"', '']]
    expect(parseBlock(formatBlock(block))).toEqual(block)
  })
  test('places cells over what can be written', () => {
    const pasting = place([['K01', '5', '2.5', 'x']], columns, 0)
    expect(pasting.columns.map((one) => one?.key ?? null)).toEqual(['商品', '数量', '单价', null])
  })
  test('places by titles in any order, and says which fit none', () => {
    const pasting = place([['数量', '产地', '商品'], ['5', '山东', 'K01']], columns, 2)
    expect(pasting.columns.map((one) => one?.key ?? null)).toEqual(['数量', null, '商品'])
    expect(pasting.rows).toEqual([['5', '山东', 'K01']])
    expect(pasting.unmatched).toEqual(['产地'])
  })
  test('does not take data for titles', () => {
    expect(place([['数量', '5'], ['商品乙', '6']], columns, 0).rows).toHaveLength(2)
  })
  test('places by other words for a column, decorated as people do', () => {
    const own = [column('商品', 'lookup', { synonyms: ['品名', 'SKU'] }), column('数量', 'number')]
    const pasting = place([['*sku', '数量(箱)', '品名'], ['K01', '5', '可乐']], own, 0)
    expect(pasting.columns.map((one) => one?.key ?? null)).toEqual(['商品', '数量', null])
    expect(pasting.unmatched).toEqual(['品名'])
  })
  test('fills up short rows', () => {
    expect(squared([['a'], ['b', 'c']])).toEqual([['a', ''], ['b', 'c']])
  })
})
