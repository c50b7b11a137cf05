/** What the server says in words of its own, in the language of the page. */
import { locale } from '@/kit/i18n'
import accounts from '@/locales/accounts'
import terms, { OWNED, SUMMARIES } from '@/locales/terms'
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

/** An account, with its code before it or without: 1405 库存商品, 1405 Merchandise inventory. */
export function accountInWords(text: string): string {
  if (locale.value !== 'en') return text
  const [, code, name] = /^(\d{4,} )?(.*)$/s.exec(text)!
  return accounts[name!] ? `${code ?? ''}${accounts[name!]}` : text
}

/** Columns whose text is a name that somebody gave: a fund account called 银行存款 keeps it. */
const GIVEN = new Set(['fund_account'])
/** Columns of summaries, which people write too. */
const SUMMED_UP = new Set(['summary', 'memo'])
/** Columns of reports whose text is the name of an account; in every report `account` is one with its code. */
const ACCOUNT_NAMES: Record<string, string> = { trial_balance: 'name', voucher: 'name' }
/** The text of a cell of a report. */
export const cellInWords = (report: string, column: string, text: string): string =>
  GIVEN.has(column) ? text : SUMMED_UP.has(column) ? summaryInWords(text) : column === 'account' || ACCOUNT_NAMES[report] === column ? accountInWords(text) : inWords(text)

/** Goods of somebody else, as the server names them behind a place. */
function ofOwner(text: string): string | undefined {
  const owner = terms[text] ? undefined : OWNED.exec(text)?.[1]
  return owner && `goods of ${owner}`
}

/** A name of a document type, also before what it is about. */
function typeInWords(text: string): string {
  const type = types.value.find((one) => text === one.label || text.startsWith(`${one.label} `))
  return type ? `${type.label_en}${text.slice(type.label.length)}` : text
}

/** What a voucher is about, where the server says it. What somebody typed stays, though a field offers the same word. */
export function summaryInWords(text: string): string {
  if (locale.value !== 'en' || !CHINESE.test(text)) return text
  const [first = '', ...rest] = text.split(' ')
  return SUMMARIES[first] ? [SUMMARIES[first], ...rest.map(inWords)].join(' ') : typeInWords(text)
}

/** The text of a cell: names of document types, also before a name, and the words of reports; anything else as it is. */
export function inWords(text: string): string {
  if (locale.value !== 'en' || !CHINESE.test(text)) return text
  const known = terms[text] ?? choices().get(text)
  if (known) return known
  if (text.includes('·')) return [...new Set(text.split('·').map((part) => ofOwner(part) ?? inWords(part)))].join('·') // a place, the state of its goods, whose they are
  // an open item is named by the number of its document and its kind
  const gap = text.indexOf(' ')
  const kind = gap > 0 && !CHINESE.test(text.slice(0, gap)) ? terms[text.slice(gap + 1)] : undefined
  if (kind) return `${text.slice(0, gap)} ${kind}`
  return typeInWords(text)
}
