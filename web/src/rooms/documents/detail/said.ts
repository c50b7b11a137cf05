/** What a posted document did, in words: what lies where now, what is owed, what it cost, which voucher. Each with its link. */
import type { DocumentHead, Effects } from '@/api/types'
import { t } from '@/kit/i18n'
import { isZero, money, quantity, sum } from '@/kit/num'
import { itemKind } from '@/shared/kinds'
import { inWords } from '@/shared/terms'
import type { Question } from '@/shared/why/question'

export interface Said {
  key: string
  text: string
  quiet?: string
  figure?: { text: string; question: Question } // behind what is said quietly; it can be asked
  to?: string
  isShort?: boolean // shares a line with others of its kind: cost and vouchers, of the whole document
}

const SHOWN_MAX = 6

const query = (parts: Record<string, string | null | undefined>): string =>
  new URLSearchParams(Object.entries(parts).filter((one): one is [string, string] => !!one[1])).toString()

/** The stock ledger of a product, about the day of the document. */
export const stockLedger = (product: string, warehouse: string | null | undefined, day: string): string =>
  `/report/stock_ledger?${query({ product, warehouse, from: `${day.slice(0, 8)}01`, to: day })}`
export const openItems = (party: string): string => `/report/open_items?${query({ party })}`
export const voucherPath = (id: string): string => `/report/voucher?${query({ voucher: id })}`

/** One line each; what is too much is counted. */
export function saidOf(effects: Effects, document: DocumentHead, today: string): { said: Said[]; more: number } {
  const stock = effects.balances.map((one, index): Said => {
    const change = `${one.change.startsWith('-') ? '' : '+'}${quantity(one.change)}`
    const became = one.before === null || one.after === null ? change : `${quantity(one.before) || '0'} → ${quantity(one.after) || '0'}`
    return { key: `s${index}`, text: `${inWords(one.place)} ${one.product.name} ${became} ${one.unit}`, quiet: one.before === null ? '' : change, to: stockLedger(one.product.id, one.warehouse, document.business_on) }
  })
  const items = effects.items
    .filter((item) => item.document.id === document.id)
    .map((item): Said => ({
      key: `i${item.id}`,
      text: `${itemKind(item)} ${item.amount.startsWith('-') ? '' : '+'}${money(item.amount)} ${item.party.name}`,
      quiet: isZero(item.residual) ? t('did.settled') : t('did.open', { amount: '' }),
      figure: isZero(item.residual) ? undefined : { text: money(item.residual), question: { kind: 'item_residual', item: item.id, as_of: today } },
      to: openItems(item.party.id),
    }))
  const own = effects.values.filter((value) => value.cause.id === document.id)
  const worth = sum(own.map((value) => value.amount))
  const cost: Said[] = isZero(worth) ? [] : [{ key: 'c', text: t('did.cost', { amount: money(worth) }), isShort: true }]
  const vouchers = effects.entries.filter((entry) => entry.voucher).map((entry): Said => ({ key: `v${entry.id}`, text: t('did.voucher', { voucher: entry.voucher ?? '' }), to: entry.voucher_id ? voucherPath(entry.voucher_id) : undefined, isShort: true }))
  const shown = stock.slice(0, SHOWN_MAX)
  return { said: [...shown, ...items.slice(0, SHOWN_MAX), ...cost, ...unique(vouchers)], more: stock.length - shown.length + Math.max(0, items.length - SHOWN_MAX) }
}

const unique = (said: Said[]): Said[] => said.filter((one, index) => said.findIndex((other) => other.text === one.text) === index)
