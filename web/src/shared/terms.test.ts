import { afterEach, describe, expect, test } from 'vitest'
import type { DocumentType } from '@/api/types'
import { locale } from '@/kit/i18n'
import { types } from './session'
import { accountInWords, cellInWords, inWords, summaryInWords } from './terms'

describe('what the server says in words', () => {
  afterEach(() => {
    locale.value = 'zh'
    types.value = []
  })
  test('is said in the language of the page: types, choices of their fields, words of reports', () => {
    const stage = { choices: [{ code: 'STORAGE', label: '储存损耗', label_en: 'Storage' }] }
    types.value = [{ label: '报损单', label_en: 'Loss report', header: [], lines: [stage] } as unknown as DocumentType]
    const said = ['储存损耗', '报损单 LOS-1', '已过期', '门店', 'SOUT-1 应收账款', 'B1 门店']
    expect(said.map(inWords)).toEqual(said)
    locale.value = 'en'
    expect(said.map(inWords)).toEqual(['Storage', 'Loss report LOS-1', 'Expired', '门店', 'SOUT-1 Receivable', 'B1 门店'])
  })

  test('says behind a place whose the goods are', () => {
    const said = ['主仓·甲的货', '主仓·他人的货', '主仓·借出在外', '门店要的货']
    expect(said.map(inWords)).toEqual(said)
    locale.value = 'en'
    expect(said.map(inWords)).toEqual(['主仓·goods of 甲', '主仓·goods of others', '主仓·Lent', '门店要的货'])
  })

  test('leaves what somebody typed as a summary, and the name of a fund account', () => {
    const purpose = { choices: [{ code: 'office', label: '办公费', label_en: 'Office supplies' }, { code: 'loss', label: '盘亏', label_en: 'Count loss' }] }
    types.value = [{ label: '费用单', label_en: 'Expense', header: [], lines: [purpose] } as unknown as DocumentType]
    const said = ['办公费', '费用单 甲公司', '库存调整 盘亏', '冲销 EXP-1', '退货']
    expect(said.map(summaryInWords)).toEqual(said)
    locale.value = 'en'
    expect(said.map(summaryInWords)).toEqual(['办公费', 'Expense 甲公司', 'Stock adjustment Count loss', 'Reversal of EXP-1', '退货'])
    expect([cellInWords('vouchers', 'summary', '办公费'), cellInWords('expenses', 'purpose', '办公费')]).toEqual(['办公费', 'Office supplies'])
    expect([cellInWords('fund_days', 'fund_account', '银行存款'), cellInWords('fund_accounts', 'role_label', '银行存款')]).toEqual(['银行存款', 'Cash in bank'])
  })

  test('says of an open item what kind it is', () => {
    locale.value = 'en'
    expect(inWords('OPNA-20251109-0001 其他应收款')).toBe('OPNA-20251109-0001 Other receivable')
  })

  test('names accounts in English where they are accounts', () => {
    const said = ['库存商品', '1405 库存商品', '100201 工行 1234', '应收账款']
    expect(said.map(accountInWords)).toEqual(said)
    locale.value = 'en'
    expect(said.map(accountInWords)).toEqual(['Merchandise inventory', '1405 Merchandise inventory', '100201 工行 1234', 'Accounts receivable'])
    expect([cellInWords('trial_balance', 'name', '应收账款'), cellInWords('recosts', 'account', '1405 库存商品')]).toEqual(['Accounts receivable', '1405 Merchandise inventory'])
    // elsewhere it is an open item, or the name of a category
    expect([cellInWords('open_items', 'kind_label', '应收账款'), cellInWords('stock', 'category', '库存商品')]).toEqual(['Receivable', '库存商品'])
  })
})
