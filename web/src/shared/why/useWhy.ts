/** Asking one question: the rows page by page, and what surrounds them. Answers are kept for coming back. */
import { computed, reactive, ref, shallowRef } from 'vue'
import * as calls from '@/api/calls'
import type { Why, WhyAround, WhyStep } from '@/api/types'
import { hashOf, type Question, seenOf } from './question'

interface Kept {
  why: Why
  steps: WhyStep[]
  around: WhyAround | null
  scroll: number
  at: number
}

const KEPT_MS = 120_000
const KEPT_MAX = 20
const kept = reactive(new Map<string, Kept>())

/** Forgets answers: what was posted may have changed them. */
export const forgetAnswers = (): void => kept.clear()

export function useWhy() {
  const question = shallowRef<Question | null>(null)
  const error = shallowRef<unknown>(null)
  const busy = ref(false)
  const asking = ref(false) // for more rows
  let turn = 0

  const current = computed(() => (question.value ? (kept.get(hashOf(question.value)) ?? null) : null))

  async function ask(next: Question | null): Promise<void> {
    const mine = ++turn
    question.value = next
    error.value = null
    if (!next) return
    const key = hashOf(next)
    const known = kept.get(key)
    if (known && Date.now() - known.at < KEPT_MS) return
    busy.value = true
    try {
      const why = await calls.why(next)
      if (kept.size >= KEPT_MAX) kept.clear()
      kept.set(key, { why, steps: why.steps, around: null, scroll: 0, at: Date.now() })
      if (mine === turn) busy.value = false
      const around = await calls.whyAround(next, seenOf(next)?.at).catch(() => ({ form: why.form, unit: why.unit, waiting: [], doubts: [] }))
      const now = kept.get(key)
      if (now) now.around = around
    } catch (caught) {
      if (mine === turn) error.value = caught
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  /** The rows before those shown. */
  async function more(): Promise<void> {
    const here = current.value
    if (!question.value || !here?.why.next || asking.value) return
    asking.value = true
    try {
      const page = await calls.why(question.value, here.why.next)
      here.steps = [...here.steps, ...page.steps]
      here.why = { ...here.why, next: page.next, earlier: page.earlier, earlier_documents: page.earlier_documents }
    } catch (caught) {
      error.value = caught
    } finally {
      asking.value = false
    }
  }

  /** Asks again, as if for the first time. */
  function again(): void {
    if (!question.value) return
    kept.delete(hashOf(question.value))
    void ask(question.value)
  }

  return { question, current, error, busy, asking, ask, more, again }
}
