/**
 * What was scanned and finished, and must reach the server once. An intent is on the disk with its own key before
 * anything is sent; it leaves the queue only by an answer. Each belongs to one person in one company and is seen by
 * nobody else on this device.
 */
import { computed, ref, shallowRef } from 'vue'
import type { Problem } from '@/api/client'
import { readAll, within } from '@/kit/vault'
import { scope } from '@/shared/session'
import type { Refusal, ScanSession } from './scans'

export type IntentState = 'waiting' | 'refused' | 'done'

export interface PhoneIntent {
  id: string // stays the same however often it is mended: the document carries it, so that the books hold it once
  key: string // idempotency key; a new one after a refusal was mended
  scope: string // person.company
  kind: ScanSession['kind']
  way: 'post' | 'draft' | 'count'
  type: string // document type, empty for a count
  at: string // when it was finished, by the clock of this device
  scan: ScanSession // to mend it
  body: Record<string, unknown>
  uploads: string[] // files that reached the server, in the order of the scan's pictures
  isReady: boolean // nothing will change in the body any more: only this very request may be sent again
  tries: number
  state: IntentState
  problems: Problem[]
  result: { id: string; number: string } | null
}

const DONE_KEPT = 30
const all = shallowRef<PhoneIntent[]>([])
/** Raised by whoever changes the queue, in every tab. */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('hk.intents')
export const isSending = ref(false)

export const intents = computed(() => all.value.filter((one) => one.scope === scope.value).sort((a, b) => (a.at < b.at ? -1 : 1)))
export const unsent = computed(() => intents.value.filter((one) => one.state !== 'done'))

/** Reads the queue anew. A browser without the store has an empty one. */
export async function loadIntents(): Promise<void> {
  all.value = await readAll<PhoneIntent>('intents').catch(() => [])
}
channel?.addEventListener('message', () => void loadIntents())

async function changed(): Promise<void> {
  await loadIntents()
  channel?.postMessage('changed')
}

/** Takes a finished scan into the queue and out of what is under way, both or neither. Resolves when it is on the disk. */
export async function queueIntent(intent: PhoneIntent, sessionKey: string): Promise<void> {
  const plain = JSON.stringify({ ...intent, scan: null })
  const whole = { ...(JSON.parse(plain) as PhoneIntent), scan: intent.scan }
  await within(['intents', 'sessions'], (of) => {
    of('intents').put(whole, intent.id)
    of('sessions').delete(sessionKey)
  })
  await changed()
}

/** Keeps what became of an intent; the oldest answered ones go. */
export async function keepIntent(intent: PhoneIntent): Promise<void> {
  const spare = intents.value.filter((one) => one.state === 'done' && one.id !== intent.id).slice(0, -DONE_KEPT)
  await within(['intents'], (of) => {
    of('intents').put(intent, intent.id)
    for (const one of spare) of('intents').delete(one.id)
  })
  await changed()
}

/** Each refusal with the name of the product whose line it is about. */
export function refusalsOf(intent: PhoneIntent): Refusal[] {
  const lines = (intent.body.lines ?? intent.body.entries ?? []) as Record<string, unknown>[]
  return intent.problems.map((problem) => {
    const line = lines[(problem.where.line_no ?? 0) - 1]
    const scanned = line && intent.scan.lines.find((one) => one.product.id === line.product || one.product.code === line.code)
    return { product: scanned?.product.name ?? '', problem }
  })
}

/** 弃: only what the server refused, or what was never tried. */
export async function dropIntent(intent: PhoneIntent): Promise<void> {
  await within(['intents'], (of) => of('intents').delete(intent.id))
  await changed()
}

/** 改: back to a scan under way; its id goes along. */
export async function mendIntent(intent: PhoneIntent, sessionKey: string): Promise<void> {
  await within(['intents', 'sessions'], (of) => {
    of('intents').delete(intent.id)
    of('sessions').put({ ...intent.scan, intent: intent.id, refusals: refusalsOf(intent) }, sessionKey)
  })
  await changed()
}
