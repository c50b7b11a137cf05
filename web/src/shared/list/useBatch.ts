/** Driving a batch: one slice after the other until it has ended; what the page leaves, the server finishes. */
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import * as calls from '@/api/calls'
import { NoAnswer } from '@/api/client'
import type { Batch } from '@/api/types'
import { answered, intend } from '@/kit/intent'
import { sentences } from '@/shared/problems'

const PAUSE = 400
const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))

export interface Batching {
  batch: Readonly<ReturnType<typeof shallowRef<Batch | null>>>
  refused: Readonly<ReturnType<typeof ref<string[]>>>
  start: (what: string, body: unknown, begin: (key: string) => Promise<Batch>) => Promise<void>
  follow: (found: Batch) => Promise<void>
  stop: () => Promise<void>
  forget: () => void
}

/** One batch at a time, and what was said when it could not begin. */
export function useBatch(onEnd: (batch: Batch) => void): Batching {
  const batch = shallowRef<Batch | null>(null)
  const refused = ref<string[]>([])
  let isGone = false
  onBeforeUnmount(() => (isGone = true))

  /** Begins under one key, however often it is pressed or sent. */
  async function start(what: string, body: unknown, begin: (key: string) => Promise<Batch>): Promise<void> {
    refused.value = []
    const { key } = intend(what, body)
    try {
      const made = await begin(key)
      answered(what)
      await follow(made)
    } catch (caught) {
      if (!(caught instanceof NoAnswer)) answered(what)
      refused.value = sentences(caught)
    }
  }

  async function follow(found: Batch): Promise<void> {
    batch.value = found
    const running = calls.runBatch // an export runs in one go: its progress is asked beside
    while (batch.value?.state === 'running' && batch.value.id === found.id && !isGone) {
      try {
        if (found.kind === 'export') batch.value = await watched(found.id, running)
        else {
          const before = batch.value
          batch.value = await running(found.id)
          if (batch.value.done + batch.value.refused_count === before.done + before.refused_count) await wait(PAUSE)
        }
      } catch (caught) {
        refused.value = sentences(caught)
        await wait(PAUSE * 5)
        if (!(caught instanceof NoAnswer)) return
        refused.value = []
      }
    }
    if (batch.value && batch.value.id === found.id && batch.value.state !== 'running') onEnd(batch.value)
  }

  async function watched(id: string, run: (id: string) => Promise<Batch>): Promise<Batch> {
    let ended = false
    const done = run(id).finally(() => (ended = true))
    while (!ended && !isGone) {
      await Promise.race([done.catch(() => null), wait(PAUSE)])
      if (!ended && batch.value?.id === id) batch.value = await calls.batch(id).catch(() => batch.value!)
    }
    return done
  }

  async function stop(): Promise<void> {
    if (batch.value?.state === 'running') batch.value = await calls.stopBatch(batch.value.id)
  }

  function forget(): void {
    batch.value = null
    refused.value = []
  }
  return { batch, refused, start, follow, stop, forget }
}
