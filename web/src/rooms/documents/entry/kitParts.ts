/** The text that says with which pieces and weights of its components a kit goes out: `CLOCK:S1 S2; HAM:L1*2=5.2`. */
import * as calls from '@/api/calls'
import { codesOf } from '@/kit/commas'
import { add, compare, divide, isZero, multiply, subtract, trim } from '@/kit/num'

/** A component of a kit in a row: how many base units of it go out in all. */
export interface KitPart {
  id: string
  code: string
  name: string
  need: string
}

/** The text with one more, or why it stays: `full`, all of the component is told; `repeated`, that very piece is. */
export type Taken = { text: string } | 'full' | 'repeated'

interface Weighed {
  lot: string
  count: string
  weight: string // "" is not weighed yet
}

const entriesOf = (text: string): string[] => text.split(/[;\uff1b\n]/).map((one) => one.trim()).filter(Boolean)
const isOf = (entry: string, code: string): boolean => (entry.split(/[:\uff1a]/)[0] ?? '').trim().toUpperCase() === code.toUpperCase()
const restOf = (entry: string): string => entry.replace(/^[^:\uff1a]*[:\uff1a]/, '').trim()

/** What is said of other components than this one. */
export const withoutComponent = (text: string, code: string): string[] => entriesOf(text).filter((one) => !isOf(one, code))

const saidOf = (text: string, code: string): string[] => entriesOf(text).filter((one) => isOf(one, code)).map(restOf)
const joined = (others: string[], more: string[]): Taken => ({ text: [...others, ...more].join('; ') })

/** One more piece, by its serial number. */
export function withPiece(text: string, part: KitPart, serial: string): Taken {
  const serials = saidOf(text, part.code).flatMap(codesOf)
  if (serials.includes(serial)) return 'repeated'
  if (compare(String(serials.length), part.need) >= 0) return 'full'
  return joined(withoutComponent(text, part.code), [`${part.code}:${[...serials, serial].join(' ')}`])
}

function weighedOf(rest: string, need: string): Weighed {
  const [before = '', weight = ''] = rest.split('=')
  const [lot = '', count] = before.replace('×', '*').split('*')
  return { lot: lot.trim(), count: count?.trim() || need, weight: weight.trim() }
}

const written = (part: KitPart) => (one: Weighed): string => `${part.code}:${one.lot}*${trim(one.count)}=${one.weight && trim(one.weight)}`

/** One more piece, by what it weighs: of the lot that waits for its weight where one does. */
export function withWeight(text: string, part: KitPart, weight: string): Taken {
  const said = saidOf(text, part.code).map((rest) => weighedOf(rest, part.need))
  const waits = said.find((one) => !one.weight)
  const done = said.filter((one) => one.weight).reduce((sum, one) => add(sum, one.count), '0')
  if (!waits && compare(done, part.need) >= 0) return 'full'
  const lot = waits?.lot ?? ''
  if (waits) waits.count = subtract(waits.count, '1')
  const same = said.find((one) => one.weight && one.lot === lot)
  if (same) Object.assign(same, { count: add(same.count, '1'), weight: add(same.weight, weight) })
  const all = [...(same ? [] : [{ lot, count: '1', weight }]), ...said].filter((one) => !isZero(one.count))
  return joined(withoutComponent(text, part.code), all.map(written(part)))
}

/** The components of so many kits or dishes, by the bill in use. */
export async function partsOf(kit: string, quantity: string, kind: 'kit' | 'dish' = 'kit'): Promise<KitPart[]> {
  const bill = (await calls.bills({ product: kit })).find((one) => one.kind === kind && one.is_active)
  const sets = divide(quantity, bill?.makes ?? '1', 6)
  return (bill?.lines ?? []).map((one) => ({ id: one.component.id ?? '', code: one.component.code ?? '', name: one.component.name, need: trim(multiply(one.quantity, sets)) }))
}
