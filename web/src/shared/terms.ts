/** What the server says in words of its own, in the language of the page. */
import { locale } from '@/kit/i18n'
import terms from '@/locales/terms'
import { types } from './session'

const CHINESE = /[\u4e00-\u9fff]/

/** The text of a cell: names of document types, also before a name, and the words of reports; anything else as it is. */
export function inWords(text: string): string {
  if (locale.value !== 'en' || !CHINESE.test(text)) return text
  const known = terms[text]
  if (known) return known
  const type = types.value.find((one) => text === one.label || text.startsWith(`${one.label} `))
  return type ? `${type.label_en}${text.slice(type.label.length)}` : text
}
