import { describe, expect, test } from 'vitest'
import en from '@/locales/en'
import problems from '@/locales/problems'
import { fill } from './i18n'

const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!)

describe('counts in English', () => {
  // what stands before these is a name, not how many
  const NAMES = ['subject', 'number', 'bin', 'product', 'place', 'credit', 'extension', 'count_number', 'others']
  const ENDS = /^(of|in|on|at|to|for|and|or|with|from|by|that|which|can|cannot|may|must|will|no|not|a|the|but|before|after|until|than|if)$/
  const SINGULAR = /^(is|was|has|does|this|its|less|as|across|business|its|.*ss)$/
  const VERBS = /^(goes|waits|makes|expires|needs|leaves|stays|takes|allows|means|becomes|tells|exists|names|begins|belongs|bears|uses|stands|says)$/

  /** The first word after a 1 that is said of several. */
  function several(text: string): string | undefined {
    const places = [...text.matchAll(/\{(\w+)/g)].map((found) => [found[1]!, NAMES.includes(found[1]!) ? 'X' : '1'] as const)
    for (const [, after] of fill(text, Object.fromEntries(places)).matchAll(/(?<![\w.])1 ([a-z][a-z -]*)/gi))
      for (const word of after!.split(' ').slice(0, 4)) {
        if (/^(are|were|have|they)$/.test(word) || (/[a-z]s$/.test(word) && !SINGULAR.test(word) && !VERBS.test(word))) return word
        if (ENDS.test(word) || SINGULAR.test(word) || VERBS.test(word)) break
      }
  }
  test('say it of one', () => {
    expect(fill('{count} {count|row is|rows are} left', { count: 1 })).toBe('1 row is left')
    expect(fill('{count} {count|row is|rows are} left', { count: '1.00' })).toBe('1.00 row is left')
    expect(fill('{count} {count|row is|rows are} left', { count: 0 })).toBe('0 rows are left')
    expect(fill('{count} {count|row is|rows are} left', { count: '1,001' })).toBe('1,001 rows are left')
    expect(['{count} more rows', '{count} row are left', 'Post {days} papers?'].map(several)).toEqual(['rows', 'are', 'papers'])
  })
  test.each(Object.entries({ ...en, ...problems }))('%s', (_, text) => expect(several(text)).toBeUndefined())
  test('choose by a place of the text', () => {
    for (const text of [...Object.values(en), ...Object.values(problems)])
      for (const [, name] of text.matchAll(/\{(\w+)\|/g)) expect(places(text)).toContain(name)
  })
})
