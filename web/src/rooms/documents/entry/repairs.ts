/** What mends a refusal on the page of the document: a table from its code to the buttons that stand beside it. Pure. */
import type { Problem } from '@/api/client'
import type { DocumentType, ProductCheck } from '@/api/types'
import { type Cell, type GridRow, isPicked, type Picked } from '@/kit/grid/cells'
import { t } from '@/kit/i18n'
import { add, compare, divide, isNegative, isNumber, isZero, multiply, negate, quantity, round, subtract, trim } from '@/kit/num'
import { priceFor } from './amounts'
import { lastFor } from './checks'
import { isWeighed, rateOf, textOf, unitsOf, usualPrice } from './follow'

export type Deed =
  | { cells: Record<string, Cell> } // of the line of the refusal
  | { field: string; value: Cell } // of the header
  | { look: string } // the cursor goes to this cell of the line, or field of the header
  | { pick: Record<string, Cell> } // the line forgets these, and lots are picked
  | { drop: true } // the line goes
  | { open: string } // another page

export interface Repair {
  label: string
  deed: Deed
}

/** What a repair is made from. */
export interface Case {
  problem: Problem
  type: DocumentType
  header: Record<string, Cell>
  row?: GridRow
  rowCount: number
  check?: ProductCheck
  mode: string
  today: string
  canPick: boolean
  canDo: (right: string) => boolean
  canMake: (type: string) => boolean
}

type Maker = (one: Case, data: Record<string, string>) => (Repair | false | null | '' | undefined)[]

const hasLine = ({ type }: Case, key: string): boolean => type.lines.some((field) => field.key === key)
const hasHead = ({ type }: Case, key: string): boolean => type.header.some((field) => field.key === key)
const productOf = ({ row }: Case): Picked | null => (row && isPicked(row.cells.product) ? row.cells.product : null)
const partyOf = ({ header }: Case): Picked | null => (isPicked(header.party) ? header.party : null)

/** The unit of a line with its conversion: one of it is numerator / denominator base units. */
function unitIn(row: GridRow): { numerator: string; denominator: string; places: number; name: string } {
  const { product, unit } = row.cells
  const known = unitsOf(product).find((one) => isPicked(unit) && one.id === unit.id)
  return { numerator: String(known?.numerator ?? '1'), denominator: String(known?.denominator ?? '1'), places: Number(known?.precision ?? 0), name: isPicked(unit) ? unit.name : '' }
}

/** So many base units in the unit of the line, what does not fill one more left out. */
export function inUnit(row: GridRow, base: string): string {
  const { numerator, denominator, places } = unitIn(row)
  const [top, step] = [multiply(base, denominator), places ? `0.${'0'.repeat(places - 1)}1` : '1']
  const near = divide(top, numerator, places)
  return trim(compare(multiply(near, numerator), top) > 0 ? subtract(near, step) : near)
}

const cells = (label: string, changed: Record<string, Cell>): Repair => ({ label, deed: { cells: changed } })
const open = (label: string, to: string): Repair => ({ label, deed: { open: to } })
const drop = (): Repair => ({ label: t('repair.drop'), deed: { drop: true } })

/** The quantity becomes what there is; where there is nothing, the line goes. */
function takeOnly(one: Case, base: string | undefined): Repair | null {
  if (!one.row || !base || !isNumber(base) || !hasLine(one, 'quantity')) return null
  const left = inUnit(one.row, base)
  if (isZero(left) || isNegative(left)) return drop()
  return cells(t('repair.quantity', { quantity: `${quantity(left)} ${unitIn(one.row).name}`.trim() }), { quantity: left })
}

/** Another warehouse that has enough, for a document of one line or lines that name their own. */
function elsewhere(one: Case, asked: string | undefined): Repair | null {
  const found = one.check?.elsewhere.find((place) => compare(place.available, asked ?? '0') >= 0)
  if (!found || !one.row) return null
  const label = t('repair.warehouse', { name: found.warehouse.name, quantity: quantity(found.available) })
  const place: Picked = { id: found.warehouse.id, name: found.warehouse.name, code: found.warehouse.code ?? undefined }
  if (hasLine(one, 'warehouse')) return cells(label, { warehouse: place })
  return one.rowCount === 1 && hasHead(one, 'warehouse') ? { label, deed: { field: 'warehouse', value: place } } : null
}

/** What is missing is ordered: a requisition of it, or an order for who may make no requisition. */
function replenish(one: Case, data: Record<string, string>): Repair | null {
  const product = productOf(one)
  const code = ['purchase_requisition', 'purchase_order'].find(one.canMake)
  if (!product || !code || !isNumber(data.asked ?? '') || !isNumber(data.available ?? '')) return null
  const query = new URLSearchParams({ product: product.id, code: product.code ?? product.name, quantity: trim(subtract(data.asked!, data.available!)) })
  return open(t('repair.replenish'), `/new/${code}?${query.toString()}`)
}

function holders(one: Case): Repair | null {
  const held = one.problem.data.held_by
  const product = productOf(one)
  if (!Array.isArray(held) || !held.length || !product) return null
  const only = held.length === 1 ? (held[0] as { document_id?: unknown; number?: unknown }) : null
  return only?.document_id ? open(t('repair.holder', { number: String(only.number) }), `/doc/${String(only.document_id)}`) : open(t('repair.holders'), `/product/${product.id}`)
}

/** Other lots than the one that cannot go, first to expire first. */
const otherLot = (one: Case): Repair | false => one.canPick && { label: t('repair.otherLot'), deed: { pick: { lot_no: null, produced_on: null, expires_on: null } } }
const useLot = (one: Case, lot: string | undefined): Repair | '' | undefined => one.row && lot && cells(t('repair.useLot', { lot }), { lot_no: lot, produced_on: null, expires_on: null })
const sayWhy = (one: Case, key: string): Repair | false => (hasLine(one, key) || hasHead(one, key)) && { label: t(key === 'lot_reason' ? 'repair.lotReason' : 'repair.reason'), deed: { look: key } }

const dayField = (one: Case): string => one.problem.where.field ?? 'business_on'
function on(one: Case, day: string | undefined): Repair | false {
  const key = dayField(one)
  return !!day && hasHead(one, key) && one.header[key] !== day && { label: day === one.today ? t('repair.today') : t('repair.day', { day }), deed: { field: key, value: day } }
}
const toPeriods = (one: Case): Repair | false => one.canDo('company.view') && open(t('repair.periods'), '/data/periods')
const toAccounts = (one: Case): Repair | false => one.canDo('ledger.view') && open(t('repair.accounts'), '/data/accounts')
const toAccountMap = (one: Case, role: string | undefined): Repair | false => one.canDo('ledger.view') && open(t('repair.accountMap'), `/settings/accounts${role ? `?role=${role}` : ''}`)
const toTaxCodes = (one: Case): Repair | false => one.canDo('catalog.edit') && open(t('repair.taxCodes'), '/dictionary/tax-codes')
const ownTaxCode = (one: Case): Repair | null => {
  const code = productOf(one)?.tax_code as Picked | null | undefined
  const now = one.row?.cells.tax_code
  return code && hasLine(one, 'tax_code') && !(isPicked(now ?? null) && (now as Picked).id === code.id) ? cells(t('repair.taxCode', { name: code.name || code.code || '' }), { tax_code: code }) : null
}
const editProduct = (one: Case): Repair | false => !!productOf(one) && one.canDo('catalog.edit') && open(t('repair.product', { name: productOf(one)!.name }), `/data/products?open=${productOf(one)!.id}`)
const editParty = (one: Case): Repair | false => !!partyOf(one) && one.canDo('parties.edit') && open(t('repair.party', { name: partyOf(one)!.name }), `/data/parties?open=${partyOf(one)!.id}`)
const seeParty = (one: Case): Repair | false => !!partyOf(one) && one.canDo('parties.view') && open(t('repair.party', { name: partyOf(one)!.name }), `/party/${partyOf(one)!.id}`)
const collect = (one: Case): Repair | false => !!partyOf(one) && one.canMake('receipt') && open(t('repair.collect'), `/new/receipt?party=${partyOf(one)!.id}`)

/** The floor in the unit and price mode of the line; nothing where a discount or a weight comes between. */
function floor(one: Case, data: Record<string, string>): Repair | null {
  const { row } = one
  if (!row || !data.floor || isWeighed(row) || textOf(row.cells.discount_amount) || textOf(one.header.document_discount ?? null)) return null
  const { numerator, denominator } = unitIn(row)
  const exact = priceFor(data.floor, true, rateOf(row), one.mode, numerator, denominator)
  const near = round(exact, 2)
  const price = trim(compare(near, exact) < 0 ? add(near, '0.01') : near)
  return cells(t('repair.price', { price: quantity(price, 2) }), { price })
}

function somePrice(one: Case): Repair[] {
  const { row, check } = one
  if (!row) return []
  const [last, usual] = [check?.last ? lastFor(row, check.last, one.mode) : '', usualPrice(row, one.type, one.mode)]
  return [
    ...(last ? [cells(t('repair.lastPrice', { price: quantity(last, 2) }), { price: last })] : []),
    ...(usual && usual !== last ? [cells(t('repair.usualPrice', { price: quantity(usual, 2) }), { price: usual })] : []),
    ...(hasLine(one, 'is_gift') ? [cells(t('repair.gift'), { is_gift: true })] : []),
  ]
}

/** The line in its base unit, which every quantity fits. */
function baseUnit(one: Case): Repair | null {
  const { row } = one
  const base = unitsOf(row?.cells.product)[0]
  if (!row || !base || !isPicked(row.cells.unit) || row.cells.unit.id === base.id) return null
  const { numerator, denominator } = unitIn(row)
  const amount = trim(divide(multiply(textOf(row.cells.quantity) || '0', numerator), denominator, Number(base.precision ?? 0)))
  return isZero(amount) ? cells(t('repair.unit', { unit: base.name }), { unit: base }) : cells(t('repair.quantity', { quantity: `${quantity(amount)} ${base.name}` }), { unit: base, quantity: amount })
}

const amountLeft = (one: Case, left: string | undefined): Repair | null => {
  if (!one.row || !left || !hasLine(one, 'amount_incl')) return null
  return isZero(left) || isNegative(left) ? drop() : cells(t('repair.amount', { amount: quantity(left, 2) }), { amount_incl: left })
}

/** Which page a record that is switched off is switched on again. */
function reopen(one: Case): Repair | false {
  const key = one.problem.where.field
  const field = (one.row ? one.type.lines : one.type.header).find((other) => other.key === key)
  if (field?.kind === 'product') return editProduct(one)
  return ['customer', 'supplier', 'party'].includes(field?.kind ?? '') && editParty(one)
}

const REPAIRS: Record<string, Maker> = {
  NEGATIVE_STOCK: (one, data) => [takeOnly(one, data.available), elsewhere(one, data.asked), holders(one), replenish(one, data)],
  NOT_ALL_THERE: (one, data) => [takeOnly(one, data.available), elsewhere(one, data.asked), replenish(one, data)],
  NOT_PROMISABLE: (one, data) => [/^\d{4}-\d\d-\d\d$/.test(data.first_on ?? '') && hasHead(one, 'due_on') && { label: t('repair.due', { day: data.first_on! }), deed: { field: 'due_on', value: data.first_on! } }, takeOnly(one, data.promisable)],
  CARRIES_TOO_MUCH: (one, data) => [takeOnly(one, data.left)],
  QUANTITY_NOT_POSITIVE: (one, data) => [isNegative(data.quantity ?? '') && one.row && cells(t('repair.quantity', { quantity: quantity(negate(data.quantity!)) }), { quantity: trim(negate(data.quantity!)) }), drop()],
  QUANTITY_TOO_FINE: (one, data) => [one.row && cells(t('repair.quantity', { quantity: quantity(round(data.quantity ?? '0', Number(data.precision))) }), { quantity: trim(round(data.quantity ?? '0', Number(data.precision))) }), baseUnit(one)],
  UNIT_NOT_OF_PRODUCT: (one) => [baseUnit(one), editProduct(one)],
  SOURCE_TWICE: () => [drop()],
  LOT_MISSING: (one) => [one.canPick && { label: t('lots.pick'), deed: { pick: {} } }],
  LOT_UNKNOWN: (one) => [otherLot(one)],
  LOT_REFUSED: (one) => [otherLot(one)],
  LOT_HELD: (one, data) => [takeOnly(one, data.available), otherLot(one), holders(one)],
  LOT_NOT_FREE: (one, data) => [takeOnly(one, data.available), otherLot(one)],
  LOT_OUT_OF_TURN: (one, data) => [useLot(one, data.first), sayWhy(one, 'lot_reason')],
  HELD_LOT_LEFT: (one, data) => [useLot(one, data.held), sayWhy(one, 'lot_reason')],
  LOT_TOO_OLD: (one) => [sayWhy(one, 'lot_reason')],
  SERIAL_COUNT: (one, data) => [one.row && Number(data.given) > 0 && cells(t('repair.quantity', { quantity: data.given! }), { quantity: data.given! })],
  BELOW_FLOOR_PRICE: (one, data) => [floor(one, data), one.canDo('sales.below_floor') && sayWhy(one, 'approval_reason')],
  PRICE_MISSING: somePrice,
  PRICE_NEGATIVE: (one, data) => [one.row && cells(t('repair.price', { price: quantity(negate(data.price ?? '0'), 2) }), { price: trim(negate(data.price ?? '0')) })],
  DISCOUNT_TOO_LARGE: (one) => [one.row && cells(t('repair.noDiscount'), { discount_amount: null })],
  DOCUMENT_DISCOUNT_DOES_NOT_FIT: (one) => [hasHead(one, 'document_discount') && { label: t('repair.noDiscount'), deed: { field: 'document_discount', value: null } }],
  AMOUNTS_DISAGREE: (one, data) => [one.row && hasLine(one, 'amount_incl') && cells(t('repair.total', { amount: quantity(add(data.amount_net ?? '0', data.amount_tax ?? '0'), 2) }), { amount_incl: add(data.amount_net ?? '0', data.amount_tax ?? '0') })],
  ITEM_NOT_OPEN: (one, data) => [amountLeft(one, data.left)],
  REFUND_MORE_THAN_SOLD: (one, data) => [amountLeft(one, data.left)],
  CREDIT_EXCEEDED: (one) => [seeParty(one), collect(one), one.canDo('sales.over_credit') && sayWhy(one, 'approval_reason')],
  CREDIT_OVERDUE: (one) => [seeParty(one), collect(one), one.canDo('sales.over_credit') && sayWhy(one, 'approval_reason')],
  WRONG_PARTY: (one) => [editParty(one)],
  INACTIVE: (one) => [reopen(one)],
  PERIOD_CLOSED: (one) => [on(one, one.today), toPeriods(one)],
  NO_PERIOD: (one) => [on(one, one.today), toPeriods(one)],
  IN_THE_FUTURE: (one) => [on(one, one.today)],
  BEFORE_METHOD_CHANGED: (one, data) => [on(one, data.changed_on), on(one, one.today)],
  NO_TAX_CODE: (one) => [ownTaxCode(one), toTaxCodes(one), editProduct(one)],
  TAX_CODE_NOT_VALID: (one) => [ownTaxCode(one), toTaxCodes(one)],
  TAX_CODE_NOT_IN_FORCE: (one) => [ownTaxCode(one), toTaxCodes(one)],
  ROLE_WITHOUT_ACCOUNT: (one, data) => [toAccountMap(one, data.role)],
  NO_ACCOUNT_FOR_ROLE: (one, data) => [toAccountMap(one, data.role)],
  ACCOUNT_NOT_USABLE: (one) => [toAccounts(one)],
  COST_UNKNOWN: (one) => [editProduct(one)],
  STANDARD_MISSING: (one) => [one.canMake('standard_cost') && open(t('repair.standard'), '/new/standard_cost')],
  KIT_HAS_NO_STOCK: (one) => [!!productOf(one) && open(t('repair.kit'), `/product/${productOf(one)!.id}`)],
  INSPECTION_MISSING: (one) => [one.canMake('goods_arrival') && open(t('repair.arrival'), `/new/goods_arrival${partyOf(one) ? `?party=${partyOf(one)!.id}` : ''}`)],
}

export const REPAIRED = Object.keys(REPAIRS)

/** The buttons beside a refusal, the likeliest first; none for a code without, or where nothing of it can be done here. */
export function repairsOf(one: Case): Repair[] {
  const data = Object.fromEntries(Object.entries(one.problem.data ?? {}).flatMap(([key, value]) => (typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [])))
  return (REPAIRS[one.problem.code]?.(one, data) ?? []).filter((repair): repair is Repair => !!repair)
}
