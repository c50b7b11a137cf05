import { expect, test } from 'vitest'
import { codesOf, wordsOf } from './commas'

test('words come apart at any comma, and keep their spaces', () => {
  expect(wordsOf('制单、审核, 仓管,,客户签收\uff0c送货 人\uff1b财务')).toEqual(['制单', '审核', '仓管', '客户签收', '送货 人', '财务'])
})

test('codes come apart at spaces too', () => {
  expect(codesOf(' A1\uff0cA2、A3 A4;A5\uff1bA6,\nA7 ')).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7'])
})
