/** Documents that were typed in this browser and not yet saved or posted. */
import { keysOf, recall } from '@/kit/storage'
import { scope } from './session'

const prefix = (): string => `hk.entry.${scope.value}.`

export interface UnsavedWork {
  local: string
  type: string
  number: string
}

/** Where a paper is kept; `local` is its name in this browser. */
export const placeOf = (local: string): string => `${prefix()}${local}`

/** All of them, the latest first. */
export function unsavedWork(): UnsavedWork[] {
  return keysOf(prefix())
    .map((key) => ({ key, entry: recall<{ type: string; number: string; isTouched: boolean } | null>(key, null) }))
    .filter(({ entry }) => entry?.isTouched)
    .map(({ key, entry }) => ({ local: key.slice(prefix().length), type: entry!.type, number: entry!.number }))
    .sort((a, b) => (a.local < b.local ? 1 : -1))
}
