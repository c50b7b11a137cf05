/** What waits for this person, as the bell heard it last. */
import { shallowRef } from 'vue'
import * as calls from '@/api/calls'
import type { Waiting } from '@/api/types'

export const waiting = shallowRef<Waiting[]>([])

/** Asks without a word: a bell that cannot be reached keeps what it knew. */
export async function askWaiting(): Promise<void> {
  try {
    waiting.value = await calls.waiting()
  } catch {
    // the next minute asks again
  }
}

/** Other books, other tasks. */
export function forgetWaiting(): void {
  waiting.value = []
}
