import { describe, expect, it } from 'vitest'
import { hashOf, noteSeen, questionOf, seenOf } from './question'

describe('the address of a question', () => {
  it('is read back as it was written', () => {
    const question = { product: '12', kind: 'on_hand', warehouse: 'none', as_of: '2026-11-22', q: '可乐 & 100%' }
    expect(questionOf(hashOf(question))).toEqual(question)
  })
  it('is one for one question, whatever the order of its keys', () => {
    expect(hashOf({ b: '2', kind: 'k', a: '1' })).toBe(hashOf({ a: '1', b: '2', kind: 'k' }))
    expect(hashOf({ b: '2', kind: 'k', a: '1' })).toBe('#why?kind=k&a=1&b=2')
  })
  it.each(['', '#', '#lines', '#why?', '#why?product=1'])('asks nothing: %s', (hash) => {
    expect(questionOf(hash)).toBeNull()
  })
})

describe('what the page showed', () => {
  it('is known by its question', () => {
    noteSeen({ kind: 'on_hand', product: '1' }, '20')
    expect(seenOf({ product: '1', kind: 'on_hand' })?.figure).toBe('20')
    expect(seenOf({ kind: 'on_hand', product: '2' })).toBeUndefined()
  })
})
