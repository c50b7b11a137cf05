import { describe, expect, it } from 'vitest'
import { arranged, type Entry, fit, fitting, marked, withRecent } from './palette'

const keys = { initials: 'cgrkd', pinyin: 'caigourukudan' }

describe('fit', () => {
  it.each([
    ['采购入库单', 9],
    ['采购', 8],
    ['入库', 6],
    ['cgrkd', 7],
    ['cgr', 5],
    ['caigou', 4],
    ['rkd', 3],
    ['ruku', 2],
    ['销售', 0],
    ['r', 0], // one letter inside says nothing
    ['', 1],
  ])('of %s', (text, score) => expect(fit('采购入库单', text, keys)).toBe(score))

  it('knows no pinyin without keys', () => expect(fit('采购入库单', 'cgrkd')).toBe(0))
  it('ignores case and blanks', () => expect(fit('Stock Report', 'stockrep')).toBe(8))
})

const entry = (label: string, more: Partial<Entry> = {}): Entry => ({ key: label, group: 'page', label, detail: '', to: `/${label}`, ...more })

describe('fitting', () => {
  it('puts the best first and keeps the order of equals', () => {
    const found = fitting([entry('库存台账'), entry('库存'), entry('账'), entry('期初库存')], '库存', () => undefined, 3)
    expect(found.map((one) => one.label)).toEqual(['库存', '库存台账', '期初库存'])
  })
})

describe('arranged', () => {
  it('puts the exact hit before everything, then groups in order, and nothing twice', () => {
    const found = arranged([
      entry('新建', { group: 'command' }),
      entry('可乐', { group: 'product' }),
      entry('PIN-1', { group: 'document' }),
      entry('69', { group: 'product', isExact: true }),
      entry('可乐', { key: 'again', group: 'party' }),
    ])
    expect(found.map((one) => one.label)).toEqual(['69', 'PIN-1', '可乐', '新建'])
  })
  it('puts who bears the name before the documents that mention it', () => {
    const found = arranged([
      entry('SRT-1', { group: 'document' }),
      entry('云栖物业公司', { group: 'party', isNamed: true }),
      entry('PIN-1', { group: 'document', isExact: true }),
    ])
    expect(found.map((one) => one.label)).toEqual(['PIN-1', '云栖物业公司', 'SRT-1'])
  })
})

describe('marked', () => {
  it('marks every word where it stands', () => {
    expect(marked('可口可乐 300ml', '可乐 ML')).toEqual([
      { text: '可口', isHit: false },
      { text: '可乐', isHit: true },
      { text: ' 300', isHit: false },
      { text: 'ml', isHit: true },
    ])
  })
  it('marks nothing for nothing', () => expect(marked('ab', ' ')).toEqual([{ text: 'ab', isHit: false }]))
})

describe('withRecent', () => {
  it('puts the last first, once, and forgets the oldest', () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ to: `/${n}`, label: '', detail: '' }))
    const found = withRecent(many, { to: '/3', label: 'x', detail: '' })
    expect(found.map((one) => one.to)).toEqual(['/3', '/0', '/1', '/2', ...many.slice(4).map((one) => one.to)])
    expect(withRecent(many, { to: '/new', label: '', detail: '' })).toHaveLength(12)
  })
})
