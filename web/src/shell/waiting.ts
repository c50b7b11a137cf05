/** What waits for this person, and what of their background work has ended, as the bell heard it last. */
import { computed, ref, shallowRef } from 'vue'
import * as calls from '@/api/calls'
import type { Finished, Waiting } from '@/api/types'
import { keep, recall } from '@/kit/storage'
import { scope } from '@/shared/session'

export const waiting = shallowRef<Waiting[]>([])
export const finished = shallowRef<Finished[]>([])
const seenAt = ref('')
const seenKey = (): string => `hk.${scope.value}.finished`

/** What ended since the bell was looked at last. */
export const fresh = computed(() => finished.value.filter((one) => one.state !== 'running' && one.at > seenAt.value))
/** Whether something of mine is at work. */
export const isWorking = computed(() => finished.value.some((one) => one.state === 'running'))

/** Asks without a word: a bell that cannot be reached keeps what it knew. */
export async function askWaiting(): Promise<void> {
  try {
    const [tasks, ended] = await Promise.all([calls.waiting(), calls.finished()])
    waiting.value = tasks
    finished.value = ended
    seenAt.value = recall(seenKey(), '')
  } catch {
    // the next minute asks again
  }
}

/** The bell was looked at. */
export function seeFinished(): void {
  const last = finished.value.find((one) => one.state !== 'running')
  if (!last || last.at <= seenAt.value) return
  seenAt.value = last.at
  keep(seenKey(), last.at)
}

/** Other books, other tasks. */
export function forgetWaiting(): void {
  waiting.value = []
  finished.value = []
}
