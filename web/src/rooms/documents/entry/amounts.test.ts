import { describe, expect, test } from 'vitest'
import { givenAmounts, lineAmounts, priceFor, totalOf } from './amounts'

const line = (quantity: string, price: string, rate: string, mode: string, discount = ''): string => {
  const { net, tax, incl } = lineAmounts({ quantity, price, rate, mode, discount })
  return `${net} ${tax} ${incl}`
}

describe('lineAmounts', () => {
  // the worked examples TX-01 and TX-03 of the rulebook
  test.each([
    ['1', '113.00', '0.13', 'INCL', '100.00 13.00 113.00'],
    ['1', '100.00', '0.13', 'INCL', '88.50 11.50 100.00'],
    ['3', '9.99', '0.13', 'INCL', '26.52 3.45 29.97'],
    ['10', '1.234567', '0.09', 'INCL', '11.33 1.02 12.35'],
    ['7', '12.345', '0.13', 'EXCL', '86.42 11.23 97.65'],
    ['2', '50', '0.06', 'EXCL', '100.00 6.00 106.00'],
  ])('%s × %s at %s %s', (quantity, price, rate, mode, is) => expect(line(quantity, price, rate, mode)).toBe(is))

  test('takes the discount off before tax', () => {
    expect(line('2', '113', '0.13', 'INCL', '113')).toBe('100.00 13.00 113.00')
  })
  test('is nothing while nothing is typed', () => expect(line('', '', '', 'INCL')).toBe('0.00 0.00 0.00'))
  test('keeps the sign of a red line', () => expect(line('-1', '113', '0.13', 'INCL')).toBe('-100.00 -13.00 -113.00'))
})

describe('givenAmounts', () => {
  test('completes what the paper says', () => {
    expect(givenAmounts('1000.00', '130.05', '', '0.13')).toEqual({ net: '1000.00', tax: '130.05', incl: '1130.05' })
    expect(givenAmounts('', '', '113', '0.13')).toEqual({ net: '100.00', tax: '13.00', incl: '113.00' })
    expect(givenAmounts('', '', '', '0.13')).toBeNull()
  })
})

test('totals add lines, not rounded products', () => {
  const one = lineAmounts({ quantity: '1', price: '1.00', rate: '0.13', mode: 'INCL', discount: '' })
  expect(totalOf([one, one, one])).toEqual({ net: '2.64', tax: '0.36', incl: '3.00' })
})

describe('priceFor', () => {
  test('follows the unit and the price mode', () => {
    expect(priceFor('3.50', true, '0.13', 'INCL', '24', '1')).toBe('84')
    expect(priceFor('113', true, '0.13', 'EXCL', '1', '1')).toBe('100')
    expect(priceFor('100', false, '0.13', 'INCL', '1', '1')).toBe('113')
  })
})
