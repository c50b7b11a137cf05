/** What else can be done with chosen documents of a list, brought by other rooms (printing, labels …) when they load. */
import { shallowReactive } from 'vue'
import type { IconName } from '@/kit/icons'
import type { DocumentType } from '@/api/types'

export interface Chosen {
  type: DocumentType | undefined // of a list of one type
  ids: string[]
  all?: { query: Record<string, string | undefined>; count: number } // everything the list finds, of which `ids` are some
}

export interface BatchHook {
  key: string
  label: () => string
  icon?: IconName
  most?: number // documents at once
  takesAll?: boolean // also everything that a filter finds
  may: (type: DocumentType | undefined) => boolean
  run: (chosen: Chosen) => void
}

export const batchHooks = shallowReactive<BatchHook[]>([])

/** Adds an action to the bar over chosen documents; the same key replaces the one before. */
export function addBatchHook(hook: BatchHook): void {
  const at = batchHooks.findIndex((one) => one.key === hook.key)
  if (at < 0) batchHooks.push(hook)
  else batchHooks.splice(at, 1, hook)
}
