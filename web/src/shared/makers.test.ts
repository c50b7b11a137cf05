import { expect, test } from 'vitest'
import type { DocumentType } from '@/api/types'
import { makerOf } from './makers'
import { rightsOf } from './pages'

const type = (made_by: string): DocumentType => ({ made_by }) as DocumentType

test('what is made by hand has no maker', () => expect([makerOf(undefined), makerOf(type(''))]).toEqual([undefined, undefined]))
test.each(['stock_count', 'intercompany'])('%s leads to a page that asks for a right', (made_by) => {
  const maker = makerOf(type(made_by))
  expect(maker && rightsOf(maker.to)).toHaveLength(1)
})
