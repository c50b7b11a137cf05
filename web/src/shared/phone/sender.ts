/**
 * Sending what waits, in its order, one tab at a time. An intent is sent until the server answers; the same key and the
 * same request every time, so that an answer that was lost is only told again. The document carries the intent's id as
 * its number outside, which the books hold once: a second wall, also for drafts.
 */
import * as calls from '@/api/calls'
import { type Problem, ServerRefusal } from '@/api/client'
import type { LotPart } from '@/api/lots'
import { uuid } from '@/kit/intent'
import { add } from '@/kit/num'
import { scope } from '@/shared/session'
import { intents, isSending, keepIntent, loadIntents, type PhoneIntent } from './intents'
import { leaves, weightOf } from './scans'

/** Nobody's fault: the same again later. */
const LATER = new Set(['SIGN_IN_REQUIRED', 'OTHER_SESSION', 'PASSWORD_CHANGE_REQUIRED', 'COMPANY_REQUIRED', 'CSRF_FAILED', 'DATABASE_BUSY', 'BUSY', 'HTTP_429', 'HTTP_503'])
const FIRST_WAIT_MS = 3_000
const LONGEST_WAIT_MS = 120_000
let timer: ReturnType<typeof setTimeout> | undefined
let failures = 0

type Line = Record<string, unknown>

/** Lines that named no lot, by the lots that should go first. */
async function withLots(intent: PhoneIntent): Promise<void> {
  const lots = new Set(intent.scan.lines.filter((line) => line.product.tracking === 'lot').map((line) => line.product.id))
  const lines = intent.body.lines as Line[]
  if (!leaves(intent.kind) || !lines.some((line) => lots.has(String(line.product)) && !line.lot_no)) return
  const parts: LotPart[] = await calls.lotParts(intent.type, intent.body as never)
  intent.body.lines = lines.flatMap((line, at) => {
    const mine = parts.filter((part) => part.line_no === at + 1)
    if (!mine.length) return [line]
    const scanned = intent.scan.lines.find((one) => one.product.id === line.product)
    let before = '0'
    return mine.map(({ quantity, unit, lot_no }) => {
      const whole = { ...scanned!, quantity: String(line.quantity), weight: String(line.aux_quantity ?? '') } // the lots share what it weighs
      const weight = line.aux_quantity ? weightOf(whole, before, quantity) : {}
      before = add(before, quantity)
      return { ...line, quantity, unit: unit ?? line.unit, lot_no, ...weight }
    })
  })
}

/** Pictures first, each under a key of its own; then the request is fixed for good, on the disk, before it is sent. */
async function prepare(intent: PhoneIntent): Promise<void> {
  if (intent.isReady || intent.way === 'count') return
  const files = [...intent.scan.pictures.map((blob, at) => ({ blob, name: `photo-${at + 1}` })), ...(intent.scan.signature ? [{ blob: intent.scan.signature, name: 'signature' }] : [])]
  for (const [at, { blob, name }] of files.entries()) {
    if (intent.uploads[at]) continue
    const file = new File([blob], `${name}.${blob.type === 'image/png' ? 'png' : 'jpg'}`, { type: blob.type })
    const upload = await calls.sendUpload(intent.type, file, `${intent.key.slice(0, 36)}-${at}`, () => undefined)
    intent.uploads[at] = upload.id
    await keepIntent(intent)
  }
  await withLots(intent)
  intent.body.uploads = intent.uploads
  intent.isReady = true
  await keepIntent(intent)
}

/** The document that holds the intent already, where the database says there is one. */
async function found(intent: PhoneIntent): Promise<PhoneIntent['result']> {
  const { rows } = await calls.documents({ type: intent.type, q: intent.id, size: 1 })
  return rows[0] ? { id: rows[0].id, number: rows[0].number } : null
}

const isThere = (problem: Problem): boolean =>
  problem.code === 'DUPLICATE_SOURCE' || (problem.code === 'CONSTRAINT_HIT' && problem.data.constraint === 'documents_source_number_unique')

async function ask(intent: PhoneIntent): Promise<PhoneIntent['result']> {
  if (intent.way === 'count') {
    await calls.sendCounts(intent.scan.count!.id, intent.body, intent.key, intent.scope)
    return { id: intent.scan.count!.id, number: intent.scan.count!.number }
  }
  if (intent.way === 'draft') return calls.sendDraft(intent.type, intent.body, intent.scope)
  const posted = await calls.sendPosting(intent.type, [intent.body], intent.key, intent.scope)
  return posted.documents[0] ? { id: posted.documents[0].id, number: posted.documents[0].number } : null
}

/** True when there was an answer. */
async function sendOne(intent: PhoneIntent): Promise<boolean> {
  intent.tries++
  try {
    await keepIntent(intent) // from here on nobody may say it was never sent
    await prepare(intent)
    intent.result = await ask(intent)
    intent.state = 'done'
    intent.problems = []
  } catch (caught) {
    if (!(caught instanceof ServerRefusal)) return false
    if (caught.problems.some((one) => LATER.has(one.code)) || caught.status === 503 || caught.status === 429) return false
    const there = caught.problems.some(isThere) ? await found(intent).catch(() => null) : null
    if (there) Object.assign(intent, { state: 'done', result: there, problems: [] })
    else Object.assign(intent, { state: 'refused', problems: caught.problems, isReady: false, key: uuid(), uploads: [] })
  }
  if (intent.state === 'done') intent.scan = { ...intent.scan, pictures: [], signature: null }
  await keepIntent(intent)
  return true
}

async function sendWaiting(): Promise<void> {
  await loadIntents()
  if (!intents.value.some((one) => one.state === 'waiting')) return
  const now = await calls.session().catch(() => null)
  if (!now) failures++
  if (!now) return wait()
  if (`${now.user?.id}.${now.company?.id}` !== scope.value) return
  for (const intent of intents.value.filter((one) => one.state === 'waiting')) {
    if (intent.scope !== scope.value) return
    if (await sendOne(structuredClone(intent))) {
      failures = 0
      continue
    }
    failures++
    return void wait()
  }
}

function wait(): void {
  clearTimeout(timer)
  timer = setTimeout(() => void sendAll(), Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 6)))
}

/** Sends what waits, unless another tab is at it. */
export async function sendAll(): Promise<void> {
  if (isSending.value || !scope.value.match(/^\d+\.\d+$/)) return
  isSending.value = true
  try {
    if (navigator.locks) await navigator.locks.request('hk.intents', { ifAvailable: true }, (lock) => (lock ? sendWaiting() : undefined))
    else await sendWaiting() // without https there are no locks; the keys alone keep it single
  } finally {
    isSending.value = false
  }
}

/** From now on: on start, when the line is back, when the page is looked at again. */
export function keepSending(): void {
  window.addEventListener('online', () => void ((failures = 0), sendAll()))
  document.addEventListener('visibilitychange', () => void (document.visibilityState === 'visible' && sendAll()))
  void sendAll()
}

