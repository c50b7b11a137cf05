import { expect, test } from 'vitest'
import { pastedEntries } from './paste'

test('takes a code and a quantity from each row, and no heading', () => {
  expect(pastedEntries('编码\t数量\nA001\t12\r\nA002\t名称\t1,200.5\n\n')).toEqual([
    { code: 'A001', quantity: '12', weight: '', lot_no: '', adds: false, line: null },
    { code: 'A002', quantity: '1200.5', weight: '', lot_no: '', adds: false, line: null },
  ])
})

test('takes a weight behind the quantity where the heading says so', () => {
  expect(pastedEntries('编码\t数量\t重量\nDUCK\t9\t46.9\nRICE\t20\t')).toEqual([
    { code: 'DUCK', quantity: '9', weight: '46.9', lot_no: '', adds: false, line: null },
    { code: 'RICE', quantity: '20', weight: '', lot_no: '', adds: false, line: null },
  ])
})

test('leaves out what is no row of a table', () => {
  expect(pastedEntries('A001')).toEqual([])
})
