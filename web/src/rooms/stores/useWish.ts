/**
 * What a store wants, kept in this browser as it is typed: a reload, a closed page or a lost line loses none of it. Each store
 * has its own, of one person; what was wanted for a day that is over is forgotten.
 */
import { onBeforeUnmount, onMounted } from 'vue'
import { forget, keep, recall } from '@/kit/storage'
import { later } from '@/kit/waiting'
import { scope } from '@/shared/session'

const HERE_MS = 300

export interface Wish {
  neededOn: string
  wave: string
  cover: string
  weather: string
  wanted: Record<string, string> // by product, in its package; only what somebody touched
  added: string[] // products that were not proposed
}
export interface Store {
  id: string
  name: string
}

export const isSomething = (wish: Wish): boolean => wish.added.length > 0 || Object.keys(wish.wanted).length > 0

export function useWish(store: () => Store | null, wish: () => Wish) {
  const prefix = `hk.wish.${scope.value}` // of whoever opened it, also when the session ends meanwhile
  const placeOf = (id: string): string => `${prefix}.${id}`

  function keepHere(): void {
    const [at, now] = [store(), wish()]
    if (!at) return
    if (!isSomething(now)) return drop()
    keep(placeOf(at.id), now)
    keep(prefix, at)
  }
  const touched = later(keepHere, HERE_MS)

  /** The store somebody was at. */
  const lastStore = (): Store | null => recall<Store | null>(prefix, null)

  /** What was wanted there and not handed in; null when nothing was, or for a day before `today`. */
  function recover(id: string, today: string): Wish | null {
    const kept = recall<Wish | null>(placeOf(id), null)
    if (kept && kept.neededOn >= today && isSomething(kept)) return kept
    forget(placeOf(id))
    return null
  }

  /** It was handed in, or nobody wants it. */
  function drop(): void {
    touched.cancel()
    const at = store()
    if (!at) return
    forget(placeOf(at.id))
    if (lastStore()?.id === at.id) forget(prefix)
  }

  /** The page goes: what is still in a field is taken too. */
  function flush(): void {
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
    touched.cancel()
    keepHere()
  }
  onMounted(() => window.addEventListener('pagehide', flush))
  onBeforeUnmount(() => {
    window.removeEventListener('pagehide', flush)
    touched.cancel()
    keepHere()
  })

  return { touched, lastStore, recover, drop, keepHere }
}
