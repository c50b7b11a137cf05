/** A question about a figure, as it stands beside the figure and in the address of the page (`#why?kind=…`). */
import { reactive } from 'vue'

export type Question = Record<string, string>
export type Questions = Record<string, Question | undefined>

const MARK = '#why?'

/** The address part that asks a question. Keys are ordered, so that one question has one address. */
export function hashOf(question: Question): string {
  const entries = Object.entries(question).sort(([a], [b]) => (a === 'kind' ? -1 : b === 'kind' ? 1 : a < b ? -1 : 1))
  return MARK + new URLSearchParams(entries).toString()
}

/** The question of an address part, or null when it asks none. */
export function questionOf(hash: string): Question | null {
  if (!hash.startsWith(MARK)) return null
  const question = Object.fromEntries(new URLSearchParams(hash.slice(MARK.length)))
  return question.kind ? question : null
}

/** When pages showed their figures, and what they said: by the address of the question. */
const seen = reactive(new Map<string, { figure: string; at: string }>())
const SEEN_MAX = 4_000

/** Remembers what the page shows, so that a figure that changed since can be told. */
export function noteSeen(question: Question, figure: string): void {
  const key = hashOf(question)
  if (seen.get(key)?.figure === figure) return
  if (seen.size >= SEEN_MAX) seen.clear()
  seen.set(key, { figure, at: new Date().toISOString() })
}

export const seenOf = (question: Question): { figure: string; at: string } | undefined => seen.get(hashOf(question))
