/** Documents that were typed in this browser and not yet saved or posted. */
import { keysOf, recall } from '@/kit/storage'

const PREFIX = 'hk.entry.'

export interface UnsavedWork {
  local: string
  type: string
  number: string
}

/** Where a paper is kept; `local` is its name in this browser. */
export const placeOf = (local: string): string => `${PREFIX}${local}`

/** All of them, the latest first. */
export function unsavedWork(): UnsavedWork[] {
  return keysOf(PREFIX)
    .map((key) => ({ key, entry: recall<{ type: string; number: string; isTouched: boolean } | null>(key, null) }))
    .filter(({ entry }) => entry?.isTouched)
    .map(({ key, entry }) => ({ local: key.slice(PREFIX.length), type: entry!.type, number: entry!.number }))
    .sort((a, b) => (a.local < b.local ? 1 : -1))
}
