import { describe, expect, test } from 'vitest'
import * as num from './num'

describe('arithmetic', () => {
  test.each([
    ['0.1', '0.2', '0.3'],
    ['99999999999999999999.99', '0.01', '100000000000000000000.00'],
    ['-5', '2.50', '-2.50'],
    ['0', '-0.00', '0.00'],
  ])('%s + %s = %s', (a, b, is) => expect(num.add(a, b)).toBe(is))

  test.each([
    ['3', '9.99', '29.97'],
    ['-1.5', '0.02', '-0.030'],
    ['10', '1.234567', '12.345670'],
  ])('%s × %s = %s', (a, b, is) => expect(num.multiply(a, b)).toBe(is))

  test.each([
    ['100', '1.13', 2, '88.50'],
    ['1', '3', 8, '0.33333333'],
    ['2', '3', 0, '1'],
    ['-1', '2', 0, '-1'],
    ['1', '-2', 0, '-1'],
  ])('%s / %s to %i = %s', (a, b, scale, is) => expect(num.divide(a, b, scale)).toBe(is))

  test('refuses to divide by zero', () => expect(() => num.divide('1', '0.00', 2)).toThrow(RangeError))
  test('subtracts', () => expect(num.subtract('113.00', '100')).toBe('13.00'))
})

describe('rounding', () => {
  // half goes away from zero on both sides; a float would give 1.00 and 2.67 for the first and third
  test.each([
    ['1.005', 2, '1.01'],
    ['-1.005', 2, '-1.01'],
    ['2.675', 2, '2.68'],
    ['2.674999', 2, '2.67'],
    ['5', 2, '5.00'],
    ['0.5', 0, '1'],
    ['-0.4', 0, '0'],
  ])('%s to %i is %s', (value, scale, is) => expect(num.round(value, scale)).toBe(is))
})

describe('comparison', () => {
  test.each([
    ['1.0', '1', 0],
    ['-1', '1', -1],
    ['10', '9.99', 1],
  ])('%s against %s', (a, b, is) => expect(num.compare(a, b)).toBe(is))
  test('knows zero', () => {
    expect(num.isZero('-0.00')).toBe(true)
    expect(num.isZero('0.001')).toBe(false)
  })
  test('knows what is below zero', () => {
    expect(num.isNegative('-0.01')).toBe(true)
    expect(num.isNegative('-0.00')).toBe(false)
  })
})

describe('reading and writing', () => {
  test.each([
    ['1,234.50', '1234.50'],
    ['\uff11\uff12\uff0e\uff15', '12.5'],
    ['\uff0d\uff13', '-3'],
    [' 12 ', '12'],
    ['123。5', '123.5'],
    ['¥100', '100'],
    ['.5', '0.5'],
    ['13%', '0.13'],
    ['+3', '3'],
  ])('%s is typed as %s', (input, is) => expect(num.typed(input)).toBe(is))
  test.each(['', '-', '.', 'abc', '1.2.3', '1e3', '0x10'])('%s is no number', (input) => {
    expect(num.typed(input)).toBeNull()
  })
  test('shows money with two places and separators', () => {
    expect(num.money('1234567.5')).toBe('1,234,567.50')
    expect(num.money('-1234.567')).toBe('-1,234.57')
    expect(num.money('')).toBe('')
  })
  test('sets the minus before the sign of the currency', () => {
    expect([num.yuan('1234.5'), num.yuan('-33.9'), num.yuan('0'), num.yuan(''), num.yuan(null)]).toEqual(['¥1,234.50', '-¥33.90', '¥0.00', '', ''])
  })
  test('shows quantities without empty zeros', () => {
    expect(num.quantity('5.000000')).toBe('5')
    expect(num.quantity('1200.500000')).toBe('1,200.5')
    expect(num.quantity('3', 2)).toBe('3.00')
  })
  test('shows a rate', () => expect(num.percent('0.1300')).toBe('13%'))
  test('sums what is there', () => expect(num.sum(['1.10', '', '2.20'])).toBe('3.30'))
})
