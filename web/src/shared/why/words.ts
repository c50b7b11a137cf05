/** How an answer is said: the sentence on top, and the words of its codes. */
import type { Why, WhyStep, WhyTerm } from '@/api/types'
import { labelOf, locale, maybe, t } from '@/kit/i18n'
import { isZero, negate } from '@/kit/num'
import { shown } from '@/kit/table'
import { typeOf } from '@/shared/session'
import { accountInWords } from '@/shared/terms'

const SUBJECT = ['product', 'party', 'account', 'fund_account', 'own_category', 'category', 'warehouse', 'department', 'maker', 'handler', 'q']
const COUNTED = new Set(['quantity', 'count'])

/** What the figure is of: 可乐 · 主仓. Empty when it is of everything. */
export function subjectOf(why: Why): string {
  const said = SUBJECT.filter((key) => why.names[key]).map((key) => (key === 'account' ? accountInWords(why.names[key]!) : why.names[key]!))
  if (why.question.warehouse === 'none') said.push(t('why.inTransit'))
  if (why.names.shown) said.push(t('why.shownIn', { report: (locale.value === 'en' && why.names.shown_en) || why.names.shown }))
  return said.join(' · ')
}

/** The days it is asked of. */
export function daysOf(why: Why): string {
  const { from, to, as_of: asOf } = why.question
  if (from && to && why.span !== 'until' && why.span !== 'before') return from === to ? from : t('why.fromTo', { from, to })
  const last = to ?? asOf
  if (why.span === 'before' && from) return t('why.before', { day: from })
  return last && why.span !== 'now' ? t('why.until', { day: last }) : ''
}

/** A figure as the page shows it, with its unit. */
export const figureText = (value: string | null, why: { form: string; unit: string }): string => {
  const text = shown(value, why.form === 'count' ? 'quantity' : why.form)
  return text && why.unit ? `${text} ${why.unit}` : text
}

const plain = (value: string, why: Why): string => shown(value, why.form) || '0'

/** = 月初 12 + 入 18 − 出 10, or = 23 张单据合计. Empty for a ratio, which its terms tell. */
export function sumText(why: Why): string {
  if (why.total === null || !why.documents) return ''
  const places = { plus: plain(why.plus, why), minus: plain(negate(why.minus), why), count: why.documents }
  if (why.span === 'period' || why.span === 'now') return isZero(why.minus) ? t('why.sumOf', places) : t('why.plusMinus', places)
  const all = { ...places, opening: plain(why.opening, why), day: why.since ?? '' }
  return COUNTED.has(why.form) ? t('why.sinceGoods', all) : t('why.sinceMoney', all)
}

/** What a row was: the type of its document, and what is special about it. */
export function stepLabel(step: WhyStep): string {
  const type = step.document ? labelOf(typeOf(step.document.type_code) ?? { label: step.document.type_code }) : ''
  const note = step.note ? (maybe(`why.note.${step.note}`) ?? '') : ''
  return [type, note].filter(Boolean).join(' · ')
}

export const labelOfTerm = (term: WhyTerm): string => labelOf(term)

/** A doubt in the language of the page; what only the server can say stays in Chinese. */
export function doubtText(doubt: { code: string; text: string; data: Record<string, string> }): string {
  if (locale.value === 'zh') return doubt.text
  const data: Record<string, string> = { ...doubt.data }
  const type = data.type ? typeOf(data.type) : undefined
  if (type) data.type_label = labelOf(type)
  return maybe(`why.doubt.${doubt.code}`, data) ?? doubt.text
}
