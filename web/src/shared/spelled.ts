/** By what Chinese words can be typed without an input method: the initials and the full pinyin, as the server spells them. */
import { shallowRef } from 'vue'
import * as calls from '@/api/calls'
import type { SearchKeys } from '@/api/types'

const known = shallowRef(new Map<string, SearchKeys>())

/** How a label is spelled, once it was learnt. */
export const spelling = (label: string): SearchKeys | undefined => known.value.get(label)

/** Asks once for each label by what it can be typed. Without an answer only the letters count. */
export async function learn(labels: string[]): Promise<void> {
  const fresh = labels.filter((label) => /[^\x20-\x7e]/.test(label) && !known.value.has(label))
  if (!fresh.length) return
  try {
    const keys = await calls.searchKeys(fresh)
    known.value = new Map([...known.value, ...fresh.map((label, at): [string, SearchKeys] => [label, keys[at]!])])
  } catch {
    // they are found by their own letters then
  }
}

const contains = (hit: { name: string; code?: string }, wanted: string): boolean => `${hit.code ?? ''} ${hit.name}`.toLowerCase().includes(wanted)

/** Those of a few records that the text names: by code or name, else by how the name is spelled. */
export async function named<T extends { name: string; code?: string }>(hits: T[], text: string): Promise<T[]> {
  const wanted = text.trim().toLowerCase()
  const found = hits.filter((hit) => contains(hit, wanted))
  if (found.length || !/^[a-z]+$/.test(wanted)) return found
  await learn(hits.map((hit) => hit.name))
  return hits.filter((hit) => [spelling(hit.name)?.initials, spelling(hit.name)?.pinyin].some((keys) => keys?.startsWith(wanted)))
}
