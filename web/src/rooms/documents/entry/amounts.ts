/**
 * Line amounts while a document is typed: rule T2 of the rulebook, exact on text. The server computes them again and
 * its figures are the ones that count; these only spare the wait.
 */
import { add, divide, isZero, multiply, round, subtract, toFen, trim } from '@/kit/num'

export interface Priced {
  quantity: string
  price: string
  discount: string
  rate: string
  mode: string // INCL: prices with tax, EXCL: without
}

export interface Amounts {
  net: string
  tax: string
  incl: string
}

export const NOTHING: Amounts = { net: '0.00', tax: '0.00', incl: '0.00' }

/** Amounts in fen. Empty texts count as zero. */
export function lineAmounts({ quantity, price, discount, rate, mode }: Priced): Amounts {
  const gross = subtract(toFen(multiply(quantity || '0', price || '0')), toFen(discount || '0'))
  if (mode === 'EXCL') {
    const tax = toFen(multiply(gross, rate || '0'))
    return { net: gross, tax, incl: add(gross, tax) }
  }
  const net = divide(gross, add('1', rate || '0'), 2)
  return { net, tax: subtract(gross, net), incl: gross }
}

/** Two of three amounts typed as on the paper give the third; one gives the others by the rate. Null when none is typed. */
export function givenAmounts(net: string, tax: string, incl: string, rate: string): Amounts | null {
  if (net && tax) return { net: toFen(net), tax: toFen(tax), incl: toFen(add(net, tax)) }
  if (net && incl) return { net: toFen(net), tax: toFen(subtract(incl, net)), incl: toFen(incl) }
  if (incl && tax) return { net: toFen(subtract(incl, tax)), tax: toFen(tax), incl: toFen(incl) }
  if (net) return lineAmounts({ quantity: '1', price: net, discount: '', rate, mode: 'EXCL' })
  if (incl) return lineAmounts({ quantity: '1', price: incl, discount: '', rate, mode: 'INCL' })
  return null
}

/** The sum of each amount. */
export const totalOf = (lines: Iterable<Amounts>): Amounts => {
  let total = NOTHING
  for (const line of lines) total = { net: add(total.net, line.net), tax: add(total.tax, line.tax), incl: add(total.incl, line.incl) }
  return total
}

/**
 * The price of one unit for the document's price mode, from a price of one base unit kept with or without tax.
 * Eight places, as the server keeps prices.
 */
export function priceFor(base: string, isWithTax: boolean, rate: string, mode: string, numerator: string, denominator: string): string {
  let price = divide(multiply(base, numerator || '1'), denominator || '1', 8)
  const wantsTax = mode !== 'EXCL'
  if (wantsTax !== isWithTax && !isZero(rate || '0')) {
    const factor = add('1', rate)
    price = wantsTax ? multiply(price, factor) : divide(price, factor, 8)
  }
  return isZero(price) ? '' : trim(round(price, 8))
}
