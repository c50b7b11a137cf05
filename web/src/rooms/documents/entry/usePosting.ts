/**
 * Posting once. The intent (key and body) is kept in the browser until the server has answered, so that a double click,
 * a lost line and a closed browser all end in one posting.
 */
import { ref } from 'vue'
import * as calls from '@/api/calls'
import { NoAnswer, ServerRefusal } from '@/api/client'
import type { Posted } from '@/api/types'
import { answered, intend, pending } from '@/kit/intent'
import { scope } from '@/shared/session'

export type Outcome = { done: Posted } | { refused: unknown } | { unknown: true } | { busy: true }

/** `local` is the name of the paper in this browser, the same after a reload. */
export function usePosting(local: string, type: () => string) {
  const name = `${scope.value}.post.${local}`
  const isBusy = ref(false)
  /** The outcome of an earlier try is not known: only that very try may be repeated. */
  const isUnknown = ref(pending(name) !== null)

  /** `key` is that of the form, so that it posts once also when it is recovered on another computer. */
  async function run(body: unknown, key?: string): Promise<Outcome> {
    if (isBusy.value) return { busy: true }
    isBusy.value = true
    const intent = intend(name, [body], key)
    try {
      const done = await calls.postDocuments(type(), intent.body as unknown[], intent.key)
      answered(name)
      isUnknown.value = false
      return { done }
    } catch (caught) {
      if (caught instanceof NoAnswer) {
        isUnknown.value = true
        return { unknown: true }
      }
      if (caught instanceof ServerRefusal) {
        answered(name)
        isUnknown.value = false
      }
      return { refused: caught }
    } finally {
      isBusy.value = false
    }
  }

  return { isBusy, isUnknown, run }
}
