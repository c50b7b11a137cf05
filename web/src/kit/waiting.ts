/** What is loading, what failed, and the newest answer only. */
import { ref, type Ref, shallowRef } from 'vue'

export interface Loaded<T, A extends unknown[]> {
  value: Readonly<Ref<T | null>>
  error: Readonly<Ref<unknown>>
  busy: Readonly<Ref<boolean>>
  load: (...args: A) => Promise<void>
}

/** Calls `ask`; an answer that was overtaken by a later call is dropped. */
export function useLoaded<T, A extends unknown[]>(ask: (...args: A) => Promise<T>): Loaded<T, A> {
  const value = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  const busy = ref(false)
  let turn = 0
  async function load(...args: A): Promise<void> {
    const mine = ++turn
    busy.value = true
    try {
      const answer = await ask(...args)
      if (mine !== turn) return
      value.value = answer
      error.value = null
    } catch (caught) {
      if (mine === turn) error.value = caught
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  return { value, error, busy, load }
}

/** What the work answers, and how many seconds it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; seconds: number }> {
  const since = performance.now()
  const answer = await work()
  return { answer, seconds: (performance.now() - since) / 1000 }
}

/** Runs after `wait` milliseconds without another call. */
export function later<A extends unknown[]>(run: (...args: A) => void, wait: number): ((...args: A) => void) & { cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const delayed = (...args: A): void => {
    clearTimeout(timer)
    timer = setTimeout(() => run(...args), wait)
  }
  delayed.cancel = () => clearTimeout(timer)
  return delayed
}
