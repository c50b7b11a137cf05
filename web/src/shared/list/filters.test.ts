import { describe, expect, it } from 'vitest'
import type { FilterField } from '@/api/types'
import { amountText, decodeFilter, describe as inWords, encodeFilter, noFilter, onlyCondition, typedAmount, withCondition } from './filters'

const amount = (op: string, ...value: string[]) => ({ field: 'amount_incl', op, value })

describe('the filter of an address', () => {
  it('comes back as it went', () => {
    const filter = { match: 'any' as const, conditions: [amount('between', '1', ''), { field: 'remark', op: 'empty', value: [] }] }
    expect(decodeFilter(encodeFilter(filter))).toEqual(filter)
    expect(encodeFilter(noFilter())).toBe('')
  })
  it('is none where somebody spoilt it', () => {
    for (const spoilt of ['{', '[]', '{"conditions":[{"field":1}]}', 'null', '{"conditions":"x"}']) expect(decodeFilter(spoilt)).toEqual(noFilter())
  })
})

describe('an amount that is typed', () => {
  it.each([
    ['100', 'is', ['100']],
    ['1,000.50', 'is', ['1000.50']],
    ['>=100', 'at_least', ['100']],
    ['≤ 20', 'at_most', ['20']],
    ['100~200', 'between', ['100', '200']],
    ['-5 至 5', 'between', ['-5', '5']],
    ['100..', 'between', ['100', '']],
  ])('%s', (text, op, value) => expect(typedAmount('amount_incl', text)).toEqual(amount(op, ...value)))
  it.each(['', 'abc', '~', '200~100', '1.2.3'])('%s is none', (text) => expect(typedAmount('amount_incl', text)).toBeNull())
  it('is shown as it would be typed', () => {
    for (const text of ['100', '≥100', '≤20', '100~200']) expect(amountText(typedAmount('amount_incl', text)!)).toBe(text)
  })
})

describe('one condition of a field', () => {
  const filter = { match: 'all' as const, conditions: [amount('is', '1'), { field: 'remark', op: 'contains', value: ['a'] }] }
  it('is replaced at its place, or taken away', () => {
    expect(withCondition(filter, 'amount_incl', amount('is', '2')).conditions[0]).toEqual(amount('is', '2'))
    expect(withCondition(filter, 'remark', null).conditions).toEqual([amount('is', '1')])
  })
  it('is not shown under a heading where it is one of several', () => {
    expect(onlyCondition(filter, 'amount_incl')).toEqual(amount('is', '1'))
    expect(onlyCondition({ ...filter, match: 'any' }, 'amount_incl')).toBeUndefined()
    expect(onlyCondition({ ...filter, conditions: [amount('is', '1'), amount('is', '2')] }, 'amount_incl')).toBeUndefined()
  })
})

describe('in words', () => {
  const fields = [
    { key: 'amount_incl', label: '价税合计', label_en: 'Total', kind: 'amount' },
    { key: 'party', label: '往来单位', label_en: 'Party', kind: 'reference' },
    { key: 'business_on', label: '业务日期', label_en: 'Date', kind: 'date' },
  ].map((field) => ({ nullable: false, choices: [], operators: [], ...field }) as FilterField)
  it.each([
    [amount('at_least', '1000'), '价税合计 至少 1,000.00'],
    [amount('between', '', '5'), '价税合计 … – 5.00'],
    [{ field: 'party', op: 'in', value: ['7'] }, '往来单位 甲7'],
    [{ field: 'party', op: 'not_in', value: ['7', '8'] }, '往来单位 不是 甲7、甲8'],
    [{ field: 'business_on', op: 'within', value: ['this_month'] }, '业务日期 本月'],
    [{ field: 'gone', op: 'is', value: ['x'] }, 'gone'],
  ])('%j', (condition, words) => expect(inWords(condition, fields, (_, id) => `甲${id}`)).toBe(words))
})
