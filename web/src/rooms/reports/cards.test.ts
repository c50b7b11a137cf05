import { describe, expect, it } from 'vitest'
import type { Report, ReportColumn } from '@/api/types'
import { cardColumns, headOf } from './cards'

const column = (key: string, kind: string): ReportColumn => ({ key, kind, label: key, label_en: key, can_sort: true }) as ReportColumn
const rows = (...given: Record<string, unknown>[]): Report['rows'] => given as Report['rows']
const keys = (name: string, columns: ReportColumn[], found: Report['rows']): (string | undefined)[] => cardColumns(name, columns, found).filter((one) => one.card === 'side').map((one) => one.key)

describe('the figure that heads a card', () => {
  it('is the last amount that says something in any row', () => {
    const columns = [column('name', 'text'), column('net', 'amount'), column('tax', 'amount')]
    expect(headOf('any', columns, rows({ net: '5.00', tax: '0.00' }))?.key).toBe('net')
    expect(headOf('any', columns, rows({ net: '5.00', tax: '0.00' }, { net: '1.00', tax: '0.13' }))?.key).toBe('tax')
    expect(headOf('any', columns, rows({ net: '0.00', tax: '0.00' }))?.key).toBe('tax')
  })

  it('is the one the report is read for', () => {
    const columns = [column('party', 'text'), column('amount', 'amount'), column('score', 'rate')]
    expect(headOf('supplier_scores', columns, rows({ amount: '8.00', score: '0.9' }))?.key).toBe('score')
    expect(headOf('losses', columns, rows({ amount: '8.00', score: '0.9' }))?.key).toBe('amount')
  })

  it('has its other side beside it', () => {
    const columns = [column('type', 'text'), column('in_amount', 'amount'), column('out_amount', 'amount')]
    expect(keys('movement_types', columns, rows({ in_amount: '0.00', out_amount: '3.00' }))).toEqual(['in_amount', 'out_amount'])
    const balances = [column('code', 'text'), column('closing_debit', 'amount'), column('closing_credit', 'amount')]
    expect(keys('trial_balance', balances, rows({ closing_debit: '2.00', closing_credit: '1.00' }))).toEqual(['closing_debit', 'closing_credit'])
  })
})
