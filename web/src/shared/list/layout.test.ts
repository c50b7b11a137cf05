import { describe, expect, it } from 'vitest'
import { laidOut, type ListColumn, moved, plainLayout, resized, sameContent, toggled } from './layout'

const all: ListColumn[] = [
  { key: 'number', title: 'N' },
  { key: 'party', title: 'P' },
  { key: 'due_on', title: 'D', isExtra: true },
]
const keys = (layout: Parameters<typeof laidOut>[1]): string[] => laidOut(all, layout).map((column) => column.key)

describe('the columns of a list', () => {
  it('are its own until somebody chooses', () => expect(keys(plainLayout())).toEqual(['number', 'party']))
  it('leave out what is not there any more', () => {
    expect(keys({ ...plainLayout(), columns: [{ key: 'gone' }, { key: 'due_on' }] })).toEqual(['due_on'])
    expect(keys({ ...plainLayout(), columns: [{ key: 'gone' }] })).toEqual(['number', 'party'])
  })
  it('come and go, but one stays', () => {
    const shown = toggled(all, plainLayout(), 'due_on')
    expect(keys(shown)).toEqual(['number', 'party', 'due_on'])
    const one = toggled(all, toggled(all, shown, 'number'), 'party')
    expect(keys(one)).toEqual(['due_on'])
    expect(keys(toggled(all, one, 'due_on'))).toEqual(['due_on'])
  })
  it('change places within the list', () => {
    expect(keys(moved(all, plainLayout(), 'party', 0))).toEqual(['party', 'number'])
    expect(keys(moved(all, plainLayout(), 'number', 99))).toEqual(['party', 'number'])
    expect(keys(moved(all, plainLayout(), 'gone', 0))).toEqual(['number', 'party'])
  })
  it('keep their widths when they move', () => {
    const wide = resized(all, plainLayout(), 'party', 200)
    expect(laidOut(all, moved(all, wide, 'party', 0))[0]).toMatchObject({ key: 'party', width: 200 })
  })
})

it('two contents are the same whatever the order of their query', () => {
  const content = { filter: { match: 'all' as const, conditions: [] }, columns: [], sort: '', frozen: 0, density: '' }
  expect(sameContent({ ...content, query: { a: '1', b: '2' } }, { ...content, query: { b: '2', a: '1' } })).toBe(true)
  expect(sameContent({ ...content, query: {} }, { ...content, query: {}, frozen: 1 })).toBe(false)
})
