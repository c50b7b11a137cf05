import { describe, expect, test } from 'vitest'
import type { DocumentDetail, DocumentType } from '@/api/types'
import { headerFacts, isCostOfBooks, lineColumns, lineSums, shownLines } from './facts'

const field = (key: string, kind: string) => ({ key, kind, label: key, label_en: key, choices: [] })
const INVOICE = { amounts: 'given', lines: [field('product', 'product'), field('quantity', 'quantity'), field('tax_code', 'tax_code'), field('amount_net', 'amount')] } as unknown as DocumentType
const ADJUSTMENT = { amounts: 'cost', lines: [field('product', 'product'), field('quantity', 'quantity'), field('amount_net', 'amount')] } as unknown as DocumentType
const detail = (lines: object[], amount: string, ...values: string[]): DocumentDetail => ({ document: { amount_incl: amount }, lines, effects: { values: values.map((one) => ({ amount: one })) } }) as unknown as DocumentDetail
const COLA = { id: '1', code: 'COLA', name: '可乐' }
const columns = (of: DocumentDetail, type: DocumentType) => Object.fromEntries(lineColumns(of, type).map((one) => [one.key, one.card ?? '']))

describe('the lines of a document', () => {
  test('are headed by their goods', () => {
    expect(columns(detail([{ product: COLA, quantity: '0', tax_code: { name: '13%' }, amount_net: '1' }], '1'), INVOICE)).toMatchObject({ product: 'title', quantity: '', tax_code: '' })
  })
  test('of a red invoice without goods are headed by words, and have no quantity', () => {
    const found = columns(detail([{ product: null, quantity: '0', tax_code: { name: '13%' }, amount_net: '-10.00' }], '-11.30'), INVOICE)
    expect(found).toMatchObject({ tax_code: 'title', amount_net: '' })
    expect(found).not.toHaveProperty('quantity')
  })
  test('leave a cost of nothing out where the books found one, and keep it where they did not', () => {
    const line = { product: COLA, quantity: '3', amount_net: '0.00' }
    expect(columns(detail([line], '0.00', '-30.39'), ADJUSTMENT)).not.toHaveProperty('amount_net')
    expect(columns(detail([line], '0.00', '0.00'), ADJUSTMENT)).toHaveProperty('amount_net')
    expect([detail([line], '0.00', '-30.39'), detail([line], '90.00', '90.00'), detail([line], '0.00')].map((one) => isCostOfBooks(one, ADJUSTMENT))).toEqual([true, false, false])
  })
  test('say on a card which of two choices is which', () => {
    const type = { amounts: 'none', lines: [field('product', 'product'), field('status', 'choice'), field('status_to', 'choice')] } as unknown as DocumentType
    expect(columns(detail([{ product: COLA, status: 'available', status_to: 'frozen' }], '0.00'), type)).toMatchObject({ status: 'named', status_to: 'named' })
    expect(columns(detail([{ product: COLA, status: 'available' }], '0.00'), type)).toMatchObject({ status: '' })
  })
  test('leave out what a draft will know when it is posted, and keep what was typed', () => {
    const drafted = (net: string): DocumentDetail => ({ ...detail([{ product: COLA, quantity: '3', amount_net: net }], net), document: { amount_incl: net, state: 'draft' } }) as unknown as DocumentDetail
    for (const amounts of ['cost', 'shares']) {
      const type = { ...ADJUSTMENT, amounts } as DocumentType
      expect(columns(drafted('0.00'), type)).not.toHaveProperty('amount_net')
      expect(columns(drafted('9.00'), type)).toHaveProperty('amount_net')
    }
  })
  test('of a voucher add up on both sides, those of an invoice have neither', () => {
    const sides = { amounts: 'none', lines: [field('account', 'account'), field('debit', 'amount'), field('credit', 'amount')] } as unknown as DocumentType
    const voucher = detail([{ account: '1001', debit: '12.50' }, { account: '1002', debit: '0.10', credit: null }, { account: '5001', credit: '12.60' }], '0.00')
    expect(lineSums(voucher, lineColumns(voucher, sides))).toEqual({ debit: '12.60', credit: '12.60' })
    const invoice = detail([{ product: COLA, quantity: '1', amount_net: '1' }], '1')
    expect(lineSums(invoice, lineColumns(invoice, INVOICE))).not.toHaveProperty('debit')
  })
  test('have no amounts of nothing where others have a price, and keep the nothing of a price of 0', () => {
    const amounts = (net: string) => ({ amount_net: net, amount_tax: '0.00', amount_incl: net })
    const lines = [{ price: '5', ...amounts('5.00') }, { price: null, ...amounts('0.00') }, { price: '0', ...amounts('0.00') }]
    expect(shownLines(detail(lines, '5.00'), INVOICE).map((line) => line.amount_net)).toEqual(['5.00', null, '0.00'])
    const taxed = lines.map((line) => ({ ...line, tax_code: { name: '13%' } }))
    expect(shownLines(detail(taxed, '5.00'), INVOICE).map((line) => line.tax_code)).toEqual([{ name: '13%' }, null, { name: '13%' }])
    expect(shownLines(detail(lines.slice(1), '0.00'), INVOICE).map((line) => line.amount_net)).toEqual(['0.00', '0.00'])
  })
})

describe('the head of a document', () => {
  test('tells a month where the day stands for one', () => {
    const type = { code: 'cost_month', header: [field('business_on', 'date')] } as unknown as DocumentType
    const paper = { document: { business_on: '2025-11-24' } } as unknown as DocumentDetail
    expect(headerFacts(paper, type).map((fact) => fact.text)).toEqual(['2025-11'])
    expect(headerFacts(paper, { ...type, code: 'cost_adjustment' } as DocumentType).map((fact) => fact.text)).toEqual(['2025-11-24'])
  })
})
