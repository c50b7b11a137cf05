/**
 * The phone's own copy of what it needs to scan without a line: goods, barcodes, stock, open orders, counts under way.
 * Read from the server when there is one, kept on the disk for its owner alone, always shown with its age.
 */
import { computed, ref, shallowRef } from 'vue'
import * as calls from '@/api/calls'
import type { components } from '@/api/schema'
import type { Count, LookupHit, Pullable } from '@/api/types'
import { divide, multiply, trim } from '@/kit/num'
import { read, write } from '@/kit/vault'
import { maybeOfArticle } from '@/shared/codes'
import { canDo } from '@/shared/menu'
import { scope, typeOf } from '@/shared/session'
import { type ScanKind, typeFor } from './scans'

type Schemas = components['schemas']
export type Goods = Schemas['PhoneGoodsAnswer']
export type PhoneProduct = Schemas['PhoneProductAnswer']
type Barcode = Schemas['PhoneBarcodeAnswer']
export type Place = Pick<LookupHit, 'id' | 'name' | 'code'>

export interface Kept {
  goods: Goods
  receipts: Pullable[] // what can be received from, by order or arrival
  issues: Pullable[]
  arrivals: Pullable[] // sent here and not received yet
  counts: Count[]
  warehouses: Place[]
  suppliers: Place[]
  customers: Place[]
  departments: Place[]
}

const ORDERS_MAX = 50
const PARTIES_MAX = 200
const FRESH_MS = 60_000
const kept = shallowRef<Kept | null>(null)
const owner = ref('')
export const isRefreshing = ref(false)
/** The last try to ask the server failed: what is shown is older than it should be. */
export const isStale = ref(false)

export const known = computed(() => (owner.value === scope.value ? kept.value : null))
const place = (): string => `${scope.value}.goods`

const index = computed(() => {
  const goods = known.value?.goods
  return {
    byId: new Map(goods?.products.map((one) => [one.id, one])),
    byCode: new Map(goods?.products.map((one) => [one.code.toUpperCase(), one])),
    barcodes: new Map(goods?.barcodes.map((one) => [one.code, one])),
  }
})

const brief = (hits: LookupHit[]): Place[] => hits.map(({ id, name, code }) => ({ id, name, code }))
const none = <T>(): Promise<T[]> => Promise.resolve([])

async function fetchAll(): Promise<Kept> {
  const may = (type: string): boolean => !!typeOf(type)?.may.create
  const [receives, issues, counts] = [may('purchase_receipt'), may('sales_issue'), canDo('stock_count.count')]
  const lookup = (name: string): Promise<Place[]> => calls.lookup(name, { q: '', limit: PARTIES_MAX }).then(brief)
  const [goods, ins, outs, arrivals, underWay, warehouses, suppliers, customers, departments] = await Promise.all([
    calls.phoneGoods(),
    receives ? calls.pullable({ to: 'purchase_receipt', limit: ORDERS_MAX }) : none<Pullable>(),
    issues ? calls.pullable({ to: 'sales_issue', limit: ORDERS_MAX }) : none<Pullable>(),
    may('transfer_in') ? calls.pullable({ to: 'transfer_in', limit: ORDERS_MAX }) : none<Pullable>(),
    counts ? calls.counts().then((one) => one.rows.filter((row) => ['counting', 'review'].includes(row.state))) : none<Count>(),
    lookup('warehouses'),
    receives ? lookup('suppliers') : none<Place>(),
    issues ? lookup('customers') : none<Place>(),
    may('internal_issue') ? lookup('departments') : none<Place>(),
  ])
  return { goods, receipts: ins, issues: outs, arrivals, counts: underWay, warehouses, suppliers, customers, departments }
}

/** What is on the disk, then what the server says now if that is old. Never throws: without a line the copy stands. */
export async function refresh(force = false): Promise<void> {
  if (owner.value !== scope.value) {
    kept.value = (await read<Kept>('kept', place()).catch(() => undefined)) ?? null
    owner.value = scope.value
  }
  const age = kept.value ? Date.now() - Date.parse(kept.value.goods.at) : Infinity
  if (isRefreshing.value || (!force && age < FRESH_MS)) return
  isRefreshing.value = true
  const mine = scope.value
  try {
    const now = await fetchAll()
    if (mine !== scope.value) return
    kept.value = now
    isStale.value = false
    await write('kept', place(), now).catch(() => undefined)
  } catch {
    isStale.value = true // told beside the age of the copy
  } finally {
    isRefreshing.value = false
  }
}

export const productOf = (id: string): PhoneProduct | undefined => index.value.byId.get(id)
export const barcodeCount = computed(() => index.value.barcodes.size)

/** How a GTIN is kept: by its 14 digits (B3); every other code as it is. */
export function stored(code: string): string {
  const text = code.trim()
  return maybeOfArticle(text) ? text.padStart(14, '0') : text
}

export interface Meant {
  product: PhoneProduct
  quantity: string // in base units
  unit: string // the name of the unit that was scanned
}

/** The product that a barcode or a product code means, and how many base units one scan is. */
export function meantBy(code: string): Meant | null {
  const found: Barcode | undefined = index.value.barcodes.get(stored(code)) ?? index.value.barcodes.get(code.trim())
  if (found) {
    const product = index.value.byId.get(found.product)
    const quantity = trim(divide(multiply('1', found.numerator), found.denominator, 6))
    return product ? { product, quantity, unit: found.unit.name } : null
  }
  const product = index.value.byCode.get(code.trim().toUpperCase())
  return product ? { product, quantity: '1', unit: product.unit.name } : null
}

/** Products whose code, name, specification or the end of a barcode contains the text. */
export function searchProducts(text: string, limit = 20): PhoneProduct[] {
  const wanted = text.trim().toUpperCase()
  if (!wanted || !known.value) return []
  const exact = meantBy(text)
  const tails = /^\d{4,}$/.test(wanted) ? new Set(known.value.goods.barcodes.filter((one) => one.code.endsWith(wanted)).map((one) => one.product)) : null
  const hits = known.value.goods.products.filter((one) => `${one.code} ${one.name} ${one.specification}`.toUpperCase().includes(wanted) || tails?.has(one.id))
  const others = hits.filter((one) => one.id !== exact?.product.id)
  return [...(exact ? [exact.product] : []), ...others].slice(0, limit)
}

export const stockOf = (product: string): Goods['stock'] => known.value?.goods.stock.filter((one) => one.product === product) ?? []
export const lotsOf = (product: string, warehouse: string): Goods['lots'] => known.value?.goods.lots.filter((one) => one.product === product && one.warehouse === warehouse) ?? []

/** What a kind of scan can be done by. */
export const ordersFor = (kind: ScanKind): Pullable[] => (kind === 'in' ? known.value?.receipts : kind === 'out' ? known.value?.issues : kind === 'arrive' ? known.value?.arrivals : undefined) ?? []

/** The order, arrival or transfer of a number, among those kept; else asked for. */
export async function orderOf(kind: ScanKind, number: string): Promise<Pullable | null> {
  const among = (list: Pullable[]): Pullable | undefined => list.find((one) => one.number === number)
  const here = among(ordersFor(kind))
  if (here || ['move', 'use'].includes(kind)) return here ?? null
  const found = await calls.pullable({ to: typeFor(kind), q: number, limit: 5 }).catch(() => [])
  return among(found) ?? null
}
