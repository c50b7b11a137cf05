/** Words in two languages. Keys are typed: a missing or misspelt one does not compile. */
import { ref } from 'vue'
import en from '@/locales/en'
import zh from '@/locales/zh'
import { keep, recall } from './storage'

export type MessageKey = keyof typeof zh
export type Locale = 'zh' | 'en'

const words: Record<Locale, Record<string, string>> = { zh, en }

function preferred(): Locale {
  const kept = recall<string>('hk.locale', '')
  if (kept === 'zh' || kept === 'en') return kept
  return typeof navigator !== 'undefined' && /^en\b/i.test(navigator.language) ? 'en' : 'zh'
}

export const locale = ref<Locale>(preferred())

/** Changes the language of everything on the page, and remembers it in this browser. */
export function useLocale(next: Locale): void {
  locale.value = next
  keep('hk.locale', next)
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
}

/** The text of a key with its {places} filled in. */
export function t(key: MessageKey, places: Record<string, string | number> = {}): string {
  return fill(words[locale.value][key] ?? zh[key], places)
}

/** The text of a key that is put together at run time, or null when there is none. */
export function maybe(key: string, places: Record<string, string | number> = {}): string | null {
  const found = words[locale.value][key]
  return found === undefined ? null : fill(found, places)
}

/** The label in the language of the page, of anything that the server labels in both. */
export function labelOf(thing: { label: string; label_en?: string | null }): string {
  return (locale.value === 'en' && thing.label_en) || thing.label
}

/** A label within a sentence: English begins it with a small letter there, but not what is all capitals (ABC). */
export function within(label: string): string {
  return locale.value === 'en' && /^[A-Z](?![A-Z])/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label
}

/**
 * A text with its {places} filled in; a place nobody fills stays. What follows a count says it for one and for several:
 * `{count} {count|row is|rows are} left`.
 */
export function fill(text: string, places: Record<string, string | number>): string {
  return text.replace(/\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g, (whole, name: string, one?: string, several?: string) => {
    if (one === undefined) return String(places[name] ?? whole)
    return /^1(\.0*)?$/.test(String(places[name])) ? one : several!
  })
}
