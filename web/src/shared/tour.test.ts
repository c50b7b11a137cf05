import { describe, expect, it } from 'vitest'
import { stepAfterPosting, TOUR } from './tour'

const at = (key: string): number => TOUR.findIndex((step) => step.key === key)

describe('the tour', () => {
  it('goes on by itself when the document is posted', () => {
    expect(stepAfterPosting(at('receiptPost'), '/doc/12')).toBe(at('receiptDone'))
    expect(stepAfterPosting(at('salePost'), '/doc/12')).toBe(at('saleDone'))
  })

  it('stays where it is on any other page and at any other step', () => {
    expect(stepAfterPosting(at('receiptPost'), '/list/purchase_receipt')).toBeNull()
    expect(stepAfterPosting(at('receiptLines'), '/doc/12')).toBeNull()
    expect(stepAfterPosting(at('stock'), '/doc/12')).toBeNull()
  })

  it('knows where each step begins, but for documents that are made on the way', () => {
    expect(TOUR.filter((step) => !step.go).map((step) => step.key)).toEqual(['receiptDone', 'saleDone'])
  })
})
