/** What the server says in words of its own, in the language of the page. */
import { locale } from '@/kit/i18n'
import terms from '@/locales/terms'
import type { DocumentType } from '@/api/types'
import { types } from './session'

/** What the fields of documents offer to choose: stages, reasons, shifts, states of goods. */
let told: { of: DocumentType[]; words: Map<string, string> } = { of: [], words: new Map() }
function choices(): Map<string, string> {
  if (told.of !== types.value) {
    const offered = types.value.flatMap((type) => [...type.header, ...type.lines].flatMap((field) => field.choices ?? []))
    told = { of: types.value, words: new Map(offered.map((choice) => [choice.label, choice.label_en])) }
  }
  return told.words
}

const CHINESE = /[\u4e00-\u9fff]/

/** The text of a cell: names of document types, also before a name, and the words of reports; anything else as it is. */
export function inWords(text: string): string {
  if (locale.value !== 'en' || !CHINESE.test(text)) return text
  const known = terms[text] ?? choices().get(text)
  if (known) return known
  // an open item is named by the number of its document and its kind
  const gap = text.indexOf(' ')
  const kind = gap > 0 && !CHINESE.test(text.slice(0, gap)) ? terms[text.slice(gap + 1)] : undefined
  if (kind) return `${text.slice(0, gap)} ${kind}`
  const type = types.value.find((one) => text === one.label || text.startsWith(`${one.label} `))
  return type ? `${type.label_en}${text.slice(type.label.length)}` : text
}
