/**
 * What a person means to do once. The key is made when they first say so and kept, with the very request, until the
 * server has answered: whatever is clicked twice, resent after a lost connection or after the browser was closed
 * reaches the server under one key, and is done once.
 */
import { forget, keep, recall } from './storage'

export interface Intent {
  key: string
  body: unknown
}

const place = (what: string): string => `hk.intent.${what}`

/** Beside the storage, for browsers that refuse it: there an intent lives as long as the page. */
const held = new Map<string, Intent>()

/** A random version 4 UUID, also where the page is not served over https. */
export function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The intent that still waits for its answer, if there is one. */
export const pending = (what: string): Intent | null => held.get(what) ?? recall<Intent | null>(place(what), null)

/**
 * The waiting intent if there is one (with its own body, whatever is on the page by now), else a new one: under `key`
 * where the thing itself brings one, so that it is done once from whatever computer.
 */
export function intend(what: string, body: unknown, key = uuid()): Intent {
  const waiting = pending(what)
  if (waiting) return waiting
  const intent = { key, body }
  held.set(what, intent)
  keep(place(what), intent)
  return intent
}

/** The server has answered, yes or no: the next click is a new intent. */
export function answered(what: string): void {
  held.delete(what)
  forget(place(what))
}
