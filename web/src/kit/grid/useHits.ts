/** The list of records below a lookup cell while it is typed into, and finding what was typed ahead of the answer. */
import { ref, shallowRef } from 'vue'
import { later } from '@/kit/waiting'
import type { Picked } from './cells'

export type Find = (text: string) => Promise<Picked[]>

/** The one record that the text names: by code, barcode or name, or the only one found. Null when there is doubt. */
export function meant(text: string, hits: Picked[]): Picked | null {
  const wanted = text.trim().toLowerCase()
  const same = (value: unknown): boolean => typeof value === 'string' && value.toLowerCase() === wanted
  const exact = hits.filter((hit) => same(hit.code) || same(hit.name) || same(hit.barcode))
  if (exact.length === 1) return exact[0]!
  return hits.length === 1 ? hits[0]! : null
}

/** State of the list. `text` tells which text the hits belong to. */
export function useHits() {
  const isOpen = ref(false)
  const hits = shallowRef<Picked[]>([])
  const at = ref(0)
  const text = ref<string | null>(null)
  const isMoved = ref(false)
  let turn = 0

  async function ask(find: Find, wanted: string): Promise<void> {
    const mine = ++turn
    try {
      const found = await find(wanted)
      if (mine !== turn || !isOpen.value) return
      hits.value = found
      text.value = wanted
      at.value = 0
    } catch {
      if (mine === turn) hits.value = []
    }
  }
  const askLater = later((find: Find, wanted: string) => void ask(find, wanted), 100)

  function open(find: Find, wanted: string): void {
    isMoved.value = false
    if (isOpen.value) return askLater(find, wanted)
    isOpen.value = true
    hits.value = []
    text.value = null
    void ask(find, wanted)
  }

  function close(): void {
    turn++
    askLater.cancel()
    isOpen.value = false
    hits.value = []
    text.value = null
    isMoved.value = false
  }

  function move(by: number): void {
    isMoved.value = true
    at.value = Math.max(0, Math.min(hits.value.length - 1, at.value + by))
  }

  /** What Enter takes now: the marked hit, if the list belongs to this text. */
  function taken(wanted: string): Picked | null {
    if (!isOpen.value || text.value !== wanted) return null
    return isMoved.value ? (hits.value[at.value] ?? null) : (meant(wanted, hits.value) ?? hits.value[at.value] ?? null)
  }

  /** The marked hit, whatever was typed. */
  const marked = (): Picked | null => (isOpen.value ? (hits.value[at.value] ?? null) : null)

  return { isOpen, isMoved, hits, at, open, close, move, taken, marked }
}
