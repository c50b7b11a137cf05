import { describe, expect, test } from 'vitest'
import type { DocumentHead, Effects } from '@/api/types'
import { saidOf } from './said'

const PRODUCT = { id: '1', code: 'COLA', name: '可乐' }
const PAPER = { id: '7', business_on: '2026-01-05' } as unknown as DocumentHead
const effects = (change: string, ...costs: string[]): Effects =>
  ({
    balances: [{ product: PRODUCT, place: '主仓', warehouse: '2', unit: '瓶', change, before: '10', after: '7' }],
    items: [],
    values: costs.map((amount) => ({ product: PRODUCT, amount, cause: { id: '7' } })),
    entries: [{ id: '3', voucher: '记-1', voucher_id: '9' }],
  }) as unknown as Effects

describe('what a document did', () => {
  test('is said a line each, cost and vouchers behind all goods', () => {
    const { said } = saidOf(effects('-3', '-6.00', '-1.50'), PAPER, '2026-01-06')
    expect(said.map((one) => [one.key, !!one.isShort])).toEqual([['s0', false], ['c', true], ['v3', true]])
    expect(said[0]!.quiet).toBe('-3')
    expect(said[1]!.text).toContain('-7.50')
  })
  test('names no cost of nothing', () => {
    expect(saidOf(effects('1200', '5.00', '-5.00'), PAPER, '2026-01-06').said.map((one) => one.key)).toEqual(['s0', 'v3'])
    expect(saidOf(effects('1200'), PAPER, '2026-01-06').said[0]!.quiet).toBe('+1,200')
  })
})
