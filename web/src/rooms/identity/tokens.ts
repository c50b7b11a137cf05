/** Rights of a personal token: grouped by what they are about, and in words. Pure. */

export interface ScopeGroup {
  room: string // a document type, or a room such as catalog
  words: string[]
}

const VERBS = ['view', 'create', 'edit', 'post', 'reverse', 'close']
const roomOf = (word: string): string => word.split('.')[0] ?? ''
const place = (list: readonly string[], one: string): number => (list.includes(one) ? list.indexOf(one) : list.length)

/** Rights by what they are about: document types in the order of `types`, then the other rooms; seeing comes first. */
export function scopeGroups(words: readonly string[], types: readonly string[]): ScopeGroup[] {
  const groups = new Map<string, string[]>()
  for (const word of words) groups.set(roomOf(word), [...(groups.get(roomOf(word)) ?? []), word])
  const verb = (word: string): number => place(VERBS, word.slice(word.indexOf('.') + 1))
  return [...groups]
    .map(([room, found]) => ({ room, words: found.sort((a, b) => verb(a) - verb(b) || a.localeCompare(b)) }))
    .sort((a, b) => place(types, a.room) - place(types, b.room) || a.room.localeCompare(b.room))
}

/** The rights that only look. */
export const readOnly = (words: readonly string[]): string[] => words.filter((word) => word.endsWith('.view'))

/** True when both hold the same words. */
export const same = (one: ReadonlySet<string>, other: readonly string[]): boolean => one.size === other.length && other.every((word) => one.has(word))
