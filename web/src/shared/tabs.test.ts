import { beforeEach, describe, expect, it } from 'vitest'
import { closeOthers, closeTab, moveTab, tabBeside, tabs, unsaved, visit } from './tabs'

const keys = (): string[] => tabs.map((tab) => tab.key)

beforeEach(() => {
  tabs.splice(0)
  unsaved.clear()
  for (const key of ['/', '/a', '/b', '/c']) visit(key, `${key}?q=1`)
})

describe('tabs', () => {
  it('one for each path, with the latest query', () => {
    visit('/a', '/a?q=2')
    expect(keys()).toEqual(['/', '/a', '/b', '/c'])
    expect(tabs[1]!.path).toBe('/a?q=2')
  })

  it('closing the one on top leads to its neighbour, closing another leads nowhere', () => {
    expect(closeTab('/a')).toBeNull()
    expect(closeTab('/c')).toBe('/b?q=1')
  })

  it('closing the others keeps what is unsaved', () => {
    unsaved.add('/b')
    expect(closeOthers('/a')).toBe('/a?q=1') // the one on top went
    expect(keys()).toEqual(['/a', '/b'])
  })

  it('closing those to the right', () => {
    visit('/a', '/a')
    expect(closeOthers('/a', 'right')).toBeNull()
    expect(keys()).toEqual(['/', '/a'])
  })

  it.each([
    ['/a', 3, ['/', '/b', '/c', '/a']],
    ['/c', 0, ['/c', '/', '/a', '/b']],
    ['/b', 99, ['/', '/a', '/c', '/b']],
    ['/none', 0, ['/', '/a', '/b', '/c']],
  ])('moves %s to %i', (key, to, after) => {
    moveTab(key, to)
    expect(keys()).toEqual(after)
  })

  it('the next of the last is the first', () => {
    expect(tabBeside(1)?.key).toBe('/')
    expect(tabBeside(-1)?.key).toBe('/b')
  })

  it('the oldest saved one goes when there are too many', () => {
    unsaved.add('/')
    for (let n = 0; n < 21; n++) visit(`/n${n}`, `/n${n}`)
    expect(keys()).toContain('/')
    expect(keys()).not.toContain('/a')
    expect(tabs).toHaveLength(24)
  })
})
