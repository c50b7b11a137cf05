import { describe, expect, it } from 'vitest'
import type { WaitingLine } from '@/api/types'
import { blankFinding, bodyOf, checksText, papersOf } from './inspection'

const line = (id: string, document: string): WaitingLine =>
  ({ line_id: id, document_id: document, type_code: 'purchase_receipt', number: document, party: 'S', party_id: '1', warehouse: 'W', warehouse_id: '2', order_number: '', due_on: '2026-01-05', days_late: 0, product_id: '9', unit_id: '3', quantity: '10', bin: '', serials: '', tracking: 'none' }) as unknown as WaitingLine

describe('papers that wait', () => {
  it('are made of the lines of one document', () => {
    expect(papersOf([line('1', 'A'), line('2', 'B'), line('3', 'A')]).map((one) => one.lines.length)).toEqual([2, 1])
  })

  it('say what was found, and leave out what was not inspected', () => {
    const [paper] = papersOf([line('1', 'A'), line('2', 'A')])
    const findings = { '1': { ...blankFinding(paper!.lines[0]!), rejected: '3', defect: 'size' }, '2': { ...blankFinding(paper!.lines[1]!), quantity: '' } }
    const body = bodyOf(paper!, findings, { business_on: '2026-01-04', inspector: 'Q', checks: '', uploads: [] })
    expect(body.lines).toEqual([{ quantity: '10', rejected: '3', defect: 'size', product: '9', unit: '3', source_line: '1' }])
  })
})

it('tells what was looked at with its result', () => {
  const items = [{ name: '外观', result: 'pass' as const, note: '' }, { name: '标签', result: 'fail' as const, note: '歪' }, { name: '资料', result: '' as const, note: '' }]
  expect(checksText(items, { pass: '合格', fail: '不合格' })).toBe('外观 合格;标签 不合格(歪)')
})
