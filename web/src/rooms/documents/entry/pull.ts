/** 从上游选单: which lines were picked, how much of each, and what may not be. Pure. */
import type { Pullable, PullableLine } from '@/api/types'
import { t } from '@/kit/i18n'
import { compare, isNegative, isNumber, isZero, negate, quantity } from '@/kit/num'

export type Picks = Map<string, { isOn: boolean; quantity: string }>

/** What goes into the document: header values of the first source, and lines with where they come from. */
export interface Pulled {
  body: Record<string, unknown>
  lines: (Record<string, unknown> & { source_line: string })[]
}

export const keyOf = (line: PullableLine): string => line.source_line

const size = (text: string): string => (isNegative(text) ? negate(text) : text)

/** Why a picked line cannot be taken so, by name; "" when all can. A red document takes back no more than there was. */
export function firstRefusal(found: Pullable[], picks: Picks): string {
  for (const one of found) {
    for (const line of one.lines) {
      const pick = picks.get(keyOf(line))
      if (!pick?.isOn) continue
      const product = ((line.product ?? {}) as { name?: string }).name ?? ''
      const where = { number: one.number, line: line.source.line_no, product }
      if (!isNumber(pick.quantity) || isZero(pick.quantity) || isNegative(pick.quantity) !== isNegative(line.quantity)) return t('pull.noQuantity', where)
      if (compare(size(pick.quantity), size(line.quantity)) > 0) return t('pull.tooMuch', { ...where, asked: quantity(pick.quantity), left: quantity(line.quantity) })
    }
  }
  return ''
}

/** The picked lines of all sources. Less than what was left has no price of the whole line: its share is the server's to say. */
export function pulled(found: Pullable[], picks: Picks): Pulled {
  const chosen = found.map((one) => ({ one, lines: one.lines.filter((line) => picks.get(keyOf(line))?.isOn) })).filter(({ lines }) => lines.length)
  return {
    body: { ...chosen[0]?.one.body },
    lines: chosen.flatMap(({ one, lines }) => lines.map((line) => {
      const { quantity: asked } = picks.get(keyOf(line))!
      const { price, ...rest } = line
      const isWhole = compare(asked, line.quantity) === 0
      return { ...rest, ...(isWhole && price !== undefined ? { price } : {}), quantity: asked, source: { ...line.source, number: one.number } } as Pulled['lines'][number]
    })),
  }
}
