/**
 * What is typed is kept by itself: at once in this browser, every few seconds at the server. So neither a crash, a lost line
 * nor another computer loses it, and a copy that is older than another one never silently replaces it.
 */
import { computed, onBeforeUnmount, onMounted, type Ref, ref, shallowRef } from 'vue'
import * as calls from '@/api/calls'
import { NoAnswer, ServerRefusal } from '@/api/client'
import type { DocumentType, Unfinished } from '@/api/types'
import { isPicked } from '@/kit/grid/cells'
import { uuid } from '@/kit/intent'
import { forget, keep, recall } from '@/kit/storage'
import { later } from '@/kit/waiting'
import { sentences } from '@/shared/problems'
import { placeOf } from '@/shared/unsaved'
import { type Entry, slim, writtenRows } from './paper'

/** This window, as long as it lives: a copy of another one is a stale or a newer copy, one of its own is not. */
const WINDOW = uuid()
const HERE_MS = 300
const THERE_MS = 3_000
const RETRY_MS = 5_000

/** Where a newer copy was made. */
export interface Newer {
  device: string
  at: string
}

const contentOf = (entry: Entry): string => JSON.stringify([entry.header, entry.lines.map((row) => row.cells), entry.uploads.map((one) => one.id)])

export function useKeeping(local: string, type: DocumentType, entry: Ref<Entry>, amount: () => string) {
  const place = placeOf(local) // of whoever opened it, also when the session ends meanwhile
  const keptAt = ref('') // when the server last had it, as ISO text
  const isOffline = ref(false)
  const isFull = ref(false) // this browser keeps nothing
  const refused = ref('') // why the server does not keep it
  const newer = shallowRef<Newer | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSending = false
  let isGone = false // posted, saved as a draft, given up

  const keepHere = (): void => void (isFull.value = !newer.value && !keep(place, slim(entry.value)))
  const keepSoon = later(keepHere, HERE_MS)

  function touched(): void {
    if (newer.value || isGone) return
    keepSoon()
    schedule(THERE_MS)
  }

  /** Once in a while, also when somebody types without a pause. */
  function schedule(wait: number): void {
    timer ??= setTimeout(() => void ((timer = undefined), keepThere()), wait)
  }

  async function keepThere(force = false): Promise<void> {
    if (isSending) return schedule(THERE_MS)
    if (isGone || !entry.value.isTouched || (newer.value && !force)) return
    isSending = true
    const sent = slim(entry.value)
    const { party } = sent.header
    try {
      const kept = await calls.keepUnfinished(local, {
        type_code: type.code, key: sent.key, writer: WINDOW, version: sent.version, force, document_id: sent.id, number: sent.number,
        party_name: isPicked(party ?? null) ? (party as { name: string }).name : '', line_count: writtenRows(entry.value, type).length, amount: amount() || null, form: { ...sent },
      })
      entry.value.version = kept.version
      keptAt.value = new Date().toISOString()
      isOffline.value = false
      refused.value = ''
      newer.value = null
      if (isGone) void calls.dropUnfinished(local).catch(() => undefined)
      else keepHere()
    } catch (caught) {
      onTrouble(caught)
    } finally {
      isSending = false
    }
  }

  function onTrouble(caught: unknown): void {
    const problem = caught instanceof ServerRefusal ? caught.problems[0] : undefined
    if (problem?.code === 'UNFINISHED_CHANGED') {
      newer.value = { device: String(problem.data.device ?? ''), at: String(problem.data.saved_at ?? '') }
    } else if (caught instanceof NoAnswer || (caught instanceof ServerRefusal && caught.status === 503)) {
      isOffline.value = true
      schedule(RETRY_MS)
    } else refused.value = sentences(caught).join('\n')
  }

  /** The line is back. */
  function onOnline(): void {
    clearTimeout(timer)
    timer = undefined
    void keepThere()
  }

  /** Another window of this browser wrote the same paper. */
  function onElsewhere(event: StorageEvent): void {
    if (event.key !== place || !event.newValue || isGone) return
    const other = recall<Entry | null>(place, null)
    if (other?.isTouched && contentOf(other) !== contentOf(slim(entry.value))) newer.value = { device: '', at: new Date().toISOString() }
  }

  /** The page goes: what was typed in the last moment is kept too. A stale copy is kept apart, beside the newer one. */
  function flush(): void {
    keepSoon.cancel()
    if (isGone || !entry.value.isTouched) return
    if (newer.value) keep(placeOf(`${local}-${WINDOW.slice(0, 6)}`), { ...slim(entry.value), version: 0 })
    else keepHere()
  }

  /** The browser goes: the field one stands in tells its value when it is left. */
  function leave(): void {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    flush()
  }

  /** It is finished, or nobody wants it: forgotten here and at the server. */
  function drop(): void {
    isGone = true
    keepSoon.cancel()
    clearTimeout(timer)
    entry.value.isTouched = false
    forget(place)
    if (entry.value.version || isSending) void calls.dropUnfinished(local).catch(() => undefined) // else a later list leaves it out by its key
  }

  /** It was saved as a draft: nothing is unfinished until somebody types again. */
  function settle(): void {
    keepSoon.cancel()
    clearTimeout(timer)
    timer = undefined
    keepHere()
    if (entry.value.version) void calls.dropUnfinished(local).catch(() => undefined)
    entry.value.version = 0
    keptAt.value = ''
  }

  /** The copy to go on with: of this browser, or of the server when it has none here. Says when the server's is another one. */
  async function recover(): Promise<{ entry: Entry; from: Unfinished | null } | null> {
    const here = recall<Entry | null>(place, null)
    const own = here?.type === type.code && here.isTouched ? { ...here, key: here.key ?? uuid(), uploads: here.uploads ?? [], version: here.version ?? 0 } : null
    const there = (await calls.unfinished().catch(() => [])).find((one) => one.local === local)
    if (!there || (own && there.version <= own.version)) return own && { entry: own, from: null }
    const form = await formOf()
    if (!own) return form && { entry: form, from: there }
    if (form && contentOf(form) !== contentOf(own)) newer.value = { device: there.device, at: there.saved_at }
    return { entry: { ...own, version: newer.value ? own.version : there.version }, from: null }
  }

  async function formOf(): Promise<Entry | null> {
    const kept = await calls.unfinishedForm(local).catch(() => null)
    const form = kept?.form as unknown as Entry | undefined
    return kept && form ? { ...form, uploads: form.uploads ?? [], version: kept.version } : null
  }

  /** Takes the newer copy instead of this one; false when there is none any more. */
  async function takeNewer(): Promise<boolean> {
    const there = await formOf()
    const here = recall<Entry | null>(place, null)
    const taken = there && (!here || there.version >= (here.version ?? 0)) ? there : here
    if (!taken) return false
    entry.value = taken
    newer.value = null
    return true
  }

  /** This copy is the right one. */
  async function overrule(): Promise<void> {
    newer.value = null
    keepHere()
    await keepThere(true)
  }

  onMounted(() => {
    window.addEventListener('online', onOnline)
    window.addEventListener('pagehide', leave)
    window.addEventListener('storage', onElsewhere)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('online', onOnline)
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('storage', onElsewhere)
    clearTimeout(timer)
    flush()
    if (!isGone && entry.value.isTouched) void keepThere()
  })

  const isStale = computed(() => newer.value !== null)
  return { keptAt, isOffline, isFull, refused, newer, isStale, touched, flush, drop, settle, recover, takeNewer, overrule }
}
