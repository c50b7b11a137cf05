/** The small lists of the data dictionary: reasons, shifts, customer levels, settlement terms. */
import { shallowRef } from 'vue'
import * as calls from '@/api/calls'
import type { Choice, WordEntry, WordList } from '@/api/types'
import { locale } from '@/kit/i18n'
import { types } from './session'

export const words = shallowRef<WordList[]>([])

/** Asks for the lists when they are first wanted. */
export async function needWords(): Promise<void> {
  if (!words.value.length) words.value = await calls.words()
}

/** After a change: the lists, and the types whose fields offer them. */
export async function refreshWords(): Promise<void> {
  const [lists, declared] = await Promise.all([calls.words(), calls.types()])
  words.value = lists
  types.value = declared
}

export const wordList = (code: string): WordList | undefined => words.value.find((one) => one.code === code)
export const wordName = (entry: WordEntry): string => (locale.value === 'en' && entry.name_en) || entry.name
/** What may be chosen of a list now. */
export const activeWords = (code: string): WordEntry[] => wordList(code)?.entries.filter((one) => one.is_active) ?? []

/** The entries of a list that is kept by name, as choices; a stopped one stays for who has it. */
export const namedChoices = (code: string): (Choice & { is_active: boolean })[] =>
  (wordList(code)?.entries ?? []).map((one) => ({ code: one.name, label: one.name, label_en: one.name_en || one.name, is_active: one.is_active }))
