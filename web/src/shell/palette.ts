/** What the palette finds among pages and commands, in which order, and what of it is marked. Pure. */
import type { IconName } from '@/kit/icons'

export type Group = 'recent' | 'document' | 'product' | 'party' | 'page' | 'command'

export interface Entry {
  key: string
  group: Group
  label: string
  detail: string
  icon?: IconName
  to?: string
  run?: () => void
  isExact?: boolean
  isNamed?: boolean // goods or a party whose name begins with what was typed
}

/** By what a label can be typed beside its own letters. */
export interface Keys {
  initials: string
  pinyin: string
}

const GROUPS: Group[] = ['recent', 'document', 'product', 'party', 'page', 'command']

/** How well a label fits a text: 0 not at all, more is better. */
export function fit(label: string, text: string, keys?: Keys): number {
  const wanted = text.toLowerCase().replace(/\s+/g, '')
  const plain = label.toLowerCase().replace(/\s+/g, '')
  if (!wanted) return 1
  if (plain === wanted) return 9
  if (plain.startsWith(wanted)) return 8
  if (plain.includes(wanted)) return 6
  if (!keys) return 0
  if (keys.initials === wanted) return 7
  if (keys.initials.startsWith(wanted)) return 5
  if (keys.pinyin.startsWith(wanted)) return 4
  if (wanted.length > 1 && keys.initials.includes(wanted)) return 3
  if (wanted.length > 3 && keys.pinyin.includes(wanted)) return 2
  return 0
}

/** The entries that fit, best first and otherwise in their order, at most `limit`. */
export function fitting(entries: Entry[], text: string, keysOf: (label: string) => Keys | undefined, limit: number): Entry[] {
  return entries
    .map((entry, at) => ({ entry, at, score: fit(entry.label, text, keysOf(entry.label)) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, limit)
    .map((one) => one.entry)
}

/** Entries by group: what is exact first, then who bears the name, then the groups in their fixed order; nothing twice. */
export function arranged(entries: Entry[]): Entry[] {
  const seen = new Set<string>()
  const once = entries.filter((entry) => {
    const place = entry.to ?? entry.key
    if (seen.has(place)) return false
    seen.add(place)
    return true
  })
  const rank = (entry: Entry): number => GROUPS.indexOf(entry.group) - (entry.isExact ? 2 : entry.isNamed ? 1 : 0) * GROUPS.length
  return once.map((entry, at) => ({ entry, at })).sort((a, b) => rank(a.entry) - rank(b.entry) || a.at - b.at).map((one) => one.entry)
}

export interface Piece {
  text: string
  isHit: boolean
}

/** A label in pieces: those that were typed are marked. */
export function marked(label: string, text: string): Piece[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const lower = label.toLowerCase()
  const hits = new Array<boolean>(label.length).fill(false)
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) hits.fill(true, at, at + word.length)
  }
  const pieces: Piece[] = []
  for (let at = 0; at < label.length; at++) {
    const last = pieces[pieces.length - 1]
    if (last && last.isHit === hits[at]) last.text += label[at]
    else pieces.push({ text: label[at]!, isHit: hits[at]! })
  }
  return pieces
}

export interface Recent {
  to: string
  label: string
  detail: string
}

const RECENT_MAX = 12

/** What was opened last comes first; a place stands once. */
export const withRecent = (known: Recent[], opened: Recent): Recent[] => [opened, ...known.filter((one) => one.to !== opened.to)].slice(0, RECENT_MAX)
