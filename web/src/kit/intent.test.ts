import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type * as opened from './intent'
import { answered, intend, pending, uuid } from './intent'

/** What a browser gives: kept texts by key. */
function storage(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (at) => [...kept.keys()][at] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  }
}

/** The module as a page that was opened anew sees it: nothing in memory, the storage as it was. */
async function reloaded(): Promise<typeof opened> {
  vi.resetModules()
  return import('./intent')
}

describe('an intent', () => {
  beforeEach(() => vi.stubGlobal('localStorage', storage()))
  afterEach(() => vi.unstubAllGlobals())

  test('keeps its key and its first body until it is answered', () => {
    const first = intend('post.a', { quantity: '1' })
    expect(intend('post.a', { quantity: '2' })).toEqual(first)
    expect(intend('post.b', {}).key).not.toBe(first.key)
    answered('post.a')
    expect(pending('post.a')).toBeNull()
    expect(intend('post.a', { quantity: '2' }).key).not.toBe(first.key)
    answered('post.a')
    answered('post.b')
  })

  test('survives closing the page', async () => {
    const first = intend('post.c', { quantity: '1' })
    const later = await reloaded()
    expect(later.pending('post.c')).toEqual(first)
    later.answered('post.c')
    expect((await reloaded()).pending('post.c')).toBeNull()
  })

  test('keeps its key where the browser stores nothing', async () => {
    vi.stubGlobal('localStorage', undefined)
    const page = await reloaded()
    const first = page.intend('post.d', {})
    expect(page.intend('post.d', {}).key).toBe(first.key)
    // negative control: only the memory of this page holds it
    expect((await reloaded()).pending('post.d')).toBeNull()
  })
})

test('keys are uuids, also without a secure context', () => {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  expect(uuid()).toMatch(shape)
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  expect(uuid()).toMatch(shape)
  vi.unstubAllGlobals()
})
