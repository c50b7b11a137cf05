import { expect, test } from 'vitest'
import { readPaste } from './paste'

test('takes a code and a quantity from each row, and no heading', () => {
  expect(readPaste('编码\t数量\nA001\t12\r\nA002\t名称\t1,200.5\n\n')).toEqual({
    entries: [
      { code: 'A001', quantity: '12', weight: '', lot_no: '', adds: false, line: null, row: 0 },
      { code: 'A002', quantity: '1200.5', weight: '', lot_no: '', adds: false, line: null, row: 0 },
    ],
    rows: [2, 3],
    unread: [],
  })
})

test('takes a weight behind the quantity where the heading says so', () => {
  expect(readPaste('编码\t数量\t重量\nDUCK\t9\t46.9\nRICE\t20\t').entries).toEqual([
    { code: 'DUCK', quantity: '9', weight: '46.9', lot_no: '', adds: false, line: null, row: 0 },
    { code: 'RICE', quantity: '20', weight: '', lot_no: '', adds: false, line: null, row: 0 },
  ])
})

test('tells which rows it could not read', () => {
  expect(readPaste('A001')).toEqual({ entries: [], rows: [], unread: [{ row: 1, text: 'A001' }] })
  const read = readPaste('A001\t3\nA002\t三\n\nA003\t5')
  expect(read.rows).toEqual([1, 4])
  expect(read.unread).toEqual([{ row: 2, text: 'A002\t三' }])
})
