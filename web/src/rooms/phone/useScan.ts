/** One scan under way: kept on the disk with every change, so that a dead battery costs nothing. */
import { computed, ref, toRaw } from 'vue'
import * as calls from '@/api/calls'
import type { Count, LookupHit, Pullable } from '@/api/types'
import { moment } from '@/kit/dates'
import { SEPARATOR } from '@/kit/grid/scanner'
import { t } from '@/kit/i18n'
import { uuid } from '@/kit/intent'
import { add, compare, isZero, multiply, quantity as shown, subtract, trim } from '@/kit/num'
import { hit, miss } from '@/kit/signal'
import { read, remove, write } from '@/kit/vault'
import { isGs1, isKilogram, maybeOfArticle } from '@/shared/codes'
import { known, meantBy, orderOf, type PhoneProduct } from '@/shared/phone/goods'
import { gs1, type Gs1Said } from '@/shared/phone/gs1'
import { type PhoneIntent, queueIntent } from '@/shared/phone/intents'
import { documentOf, entriesOf, isTrade, lacksPrice, leftOf, mustWeigh, newScan, type ScanKind, type ScanLine, type ScanSession, scannedOf, shortOf, typeFor } from '@/shared/phone/scans'
import { refusal } from '@/shared/phone/words'
import { scope, today, typeOf } from '@/shared/session'

const NUMBER = /[A-Z]{2,8}-\d{8}-\d{3,}/
const aux = (found: LookupHit): Pick<PhoneProduct, 'weight_unit' | 'weight_precision'> => {
  const unit = found.aux_unit as { id: string; name: string; precision?: number } | null | undefined
  return { weight_unit: unit ? { id: unit.id, name: unit.name } : null, weight_precision: unit?.precision ?? 3 }
}
export const sessionKey = (kind: ScanKind): string => `${scope.value}.${kind}`

export function useScan(kind: ScanKind) {
  const scan = ref<ScanSession>(newScan(kind, new Date().toISOString()))
  const current = ref('') // the line that the quantity is asked for
  const said = ref<{ text: string; tone: 'bad' | 'soon' } | null>(null)
  const wrongs = ref<string[]>([])
  let last: Promise<unknown> = Promise.resolve()

  const plain = (): ScanSession => ({
    ...(JSON.parse(JSON.stringify({ ...scan.value, pictures: [], signature: null })) as ScanSession),
    pictures: scan.value.pictures.map((one) => toRaw(one)), signature: toRaw(scan.value.signature),
  })
  const keep = (): Promise<unknown> => (last = last.then(() => write('sessions', sessionKey(kind), plain())).catch(() => void (said.value = { text: t('phone.notKept'), tone: 'bad' })))

  /** What was missing may be there now; what the server refused stands until it is sent again. */
  function touched(): void {
    wrongs.value = scan.value.refusals.map(refusal)
    void keep()
  }

  async function load(): Promise<void> {
    const found = await read<ScanSession>('sessions', sessionKey(kind)).catch(() => undefined)
    if (found) scan.value = { ...newScan(kind, found.started), ...found } // kept by an older version it may lack something
    wrongs.value = (found?.refusals ?? []).map(refusal)
    if (!scan.value.warehouse && known.value?.warehouses.length === 1) scan.value.warehouse = known.value.warehouses[0]!
  }

  function fail(text: string): null {
    miss()
    said.value = { text, tone: 'bad' }
    return null
  }

  function useOrder(order: Pullable): void {
    scan.value.order = order
    scan.value.party = order.party
    scan.value.warehouse = order.warehouse ?? scan.value.warehouse
    scan.value.warehouse_to = (order.body.warehouse_to as ScanSession['warehouse_to'] | undefined) ?? scan.value.warehouse_to
    said.value = null
    void keep()
  }

  function useCount(count: Count): void {
    scan.value.count = { id: count.id, number: count.number, warehouse: count.warehouse, round: count.state === 'review' ? 2 : 1 }
    void keep()
  }

  async function takeNumber(number: string): Promise<void> {
    if (kind === 'count') {
      const count = known.value?.counts.find((one) => one.number === number)
      if (!count) return void fail(t('phone.unknownOrder', { number }))
      hit()
      return useCount(count)
    }
    if (scan.value.order?.number === number) return hit()
    if (scan.value.lines.length) return void fail(t('phone.otherOrder', { number }))
    const order = await orderOf(kind, number)
    if (!order) return void fail(t('phone.unknownOrder', { number }))
    hit()
    useOrder(order)
  }

  /** A product the phone does not keep, asked of the server; what a shop scale weighed is its weight or its quantity. */
  async function asked(code: string): Promise<{ product: PhoneProduct; quantity: string; weight?: string } | null> {
    const answer = await calls.scanned(code, scan.value.warehouse?.id).catch(() => null)
    const found: LookupHit | undefined = answer?.hits.length === 1 ? answer.hits[0] : undefined
    if (!found?.base_unit) return null
    const product: PhoneProduct = {
      id: found.id, code: found.code ?? '', name: found.name, specification: found.specification ?? '', unit: { id: found.base_unit.id, name: found.base_unit.name },
      precision: 6, tracking: String(found.tracking ?? 'none'), sale_price: found.sale_price ?? null, purchase_price: found.purchase_price ?? null, ...aux(found),
    }
    const weight = answer?.weight ? trim(answer.weight) : ''
    if (product.weight_unit) return { product, quantity: '1', weight: isKilogram(product.weight_unit) ? weight : '' }
    return { product, quantity: weight && isKilogram(found.base_unit) ? weight : '1' }
  }

  /** What a code says: one more of its product, or the paper it is for. Scans are taken in their order. */
  async function take(given: string): Promise<void> {
    const code = given.trim()
    if (!code) return
    said.value = null
    const number = NUMBER.exec(code.toUpperCase())?.[0]
    if (number) return takeNumber(number)
    const parts = gs1(code, today.value)
    if (!parts && isGs1(code)) return void fail(t('phone.wrongCode', { code: code.replaceAll(SEPARATOR, ' ') }))
    const meant: { product: PhoneProduct; quantity: string; weight?: string } | null = meantBy(parts?.gtin || code) ?? (await asked(code))
    if (meant) {
      const onLabel = parts?.weight && meant.product.weight_unit && isKilogram(meant.product.weight_unit) ? parts.weight : ''
      return addLine(meant.product, multiply(meant.quantity, Number(parts?.count) > 0 ? parts!.count : '1'), parts ?? undefined, onLabel || meant.weight)
    }
    const line = scan.value.lines.find((one) => one.key === current.value)
    if (line?.product.tracking === 'serial' && kind !== 'count' && !maybeOfArticle(code)) return addSerial(line, code)
    fail(t('phone.unknownCode', { code }))
  }

  /** The number on a piece, scanned behind its product: of the pieces that have none yet, else of one more. */
  function addSerial(line: ScanLine, serial: string): void {
    if (line.serials.includes(serial)) return void fail(t('phone.serialTwice', { serial }))
    line.serials.push(serial)
    if (compare(String(line.serials.length), line.quantity || '0') > 0) line.quantity = String(line.serials.length)
    hit()
    touched()
  }

  function addLine(product: PhoneProduct, quantity: string, parts: Pick<Gs1Said, 'lot' | 'serial' | 'produced' | 'expires'> = { lot: '', serial: '', produced: '', expires: '' }, weight = ''): void {
    const { order, lines } = scan.value
    if (order && !order.lines.some((line) => (line.product as { id?: string } | null)?.id === product.id)) {
      return void fail(t('phone.notOnOrder', { product: product.name, number: order.number }))
    }
    const lot = product.tracking === 'lot' ? parts.lot : ''
    const serial = product.tracking === 'serial' && kind !== 'count' ? parts.serial : ''
    let line = lines.find((one) => one.product.id === product.id && one.lot_no === lot)
    if (serial && line?.serials.includes(serial)) return void fail(t('phone.serialTwice', { serial }))
    if (line) Object.assign(line, { quantity: trim(add(line.quantity || '0', quantity)), weight: weight ? trim(add(line.weight || '0', weight)) : line.weight })
    else {
      const price = kind === 'in' ? product.purchase_price : product.sale_price
      line = { key: uuid(), product: { id: product.id, code: product.code, name: product.name, specification: product.specification, tracking: product.tracking, weight: product.weight_unit && { unit: product.weight_unit.name, precision: product.weight_precision } }, unit: product.unit, quantity: trim(quantity), weight, lot_no: lot, expires_on: lot ? parts.expires : '', produced_on: lot ? parts.produced : '', serials: [], price: price ?? '' }
      lines.unshift(line)
    }
    if (serial) line.serials.push(serial)
    current.value = line.key
    const beyond = order ? subtract(scannedOf(scan.value, product.id), leftOf(order, product.id)) : '0'
    if (order && compare(beyond, '0') > 0) {
      miss()
      said.value = { text: t('phone.beyondOrder', { number: order.number, quantity: `${shown(beyond)} ${line.unit.name}` }), tone: 'soon' }
    } else hit()
    touched()
  }

  function change(part: Partial<ScanSession>): void {
    Object.assign(scan.value, part)
    touched()
  }
  function changeLine(line: ScanLine, part: Partial<ScanLine>): void {
    Object.assign(line, part)
    touched()
  }
  function drop(line: ScanLine): void {
    scan.value.lines = scan.value.lines.filter((one) => one.key !== line.key)
    touched()
  }
  /** The next one of the same place, and where the goods of the last one went. */
  function again(): ScanSession {
    const { warehouse, warehouse_to, is_sent, department, purpose } = scan.value
    const kept = { move: { warehouse, warehouse_to, is_sent }, use: { warehouse, department, purpose }, in: { warehouse }, out: { warehouse }, arrive: {}, count: {} }
    return { ...newScan(kind, new Date().toISOString()), ...kept[kind] }
  }
  async function clear(): Promise<void> {
    scan.value = again()
    current.value = ''
    wrongs.value = []
    said.value = null
    await last
    await remove('sessions', sessionKey(kind)).catch(() => undefined)
  }

  const total = computed(() => scan.value.lines.reduce((sum, line) => add(sum, line.quantity || '0'), '0'))
  const wantsDraft = computed(() => kind !== 'count' && (lacksPrice(scan.value) || !typeOf(typeFor(kind, scan.value.is_sent))?.may.post))

  /** What only goods that are moved, received from a transfer or used need. */
  function ofKind(): string[] {
    const { warehouse, warehouse_to, department, order, rest, answers, responsible } = scan.value
    if (kind === 'move') return warehouse_to ? (warehouse_to.id === warehouse?.id ? [t('phone.needs.elsewhere')] : []) : [t('phone.needs.to')]
    if (kind === 'use') return department ? [] : [t('phone.needs.department')]
    if (kind !== 'arrive') return []
    if (!order) return [t('phone.needs.transfer')]
    if (!shortOf(scan.value).length) return []
    return rest ? (rest === 'lost' && answers === 'party' && !responsible.trim() ? [t('phone.needs.responsible')] : []) : [t('phone.needs.rest')]
  }

  function missing(): string[] {
    const { lines, party, warehouse, count } = scan.value
    const weighs = lines.filter((line) => mustWeigh(kind) && line.product.weight && !isZero(line.quantity) && isZero(line.weight || '0'))
    return [
      ...(lines.length ? [] : [t('phone.needs.lines')]),
      ...(isTrade(kind) && !party ? [t('phone.needs.party', { party: t(kind === 'in' ? 'phone.partIn' : 'phone.partOut') })] : []),
      ...(kind !== 'count' && kind !== 'arrive' && !warehouse ? [t(kind === 'move' ? 'phone.needs.from' : 'phone.needs.warehouse')] : []),
      ...ofKind(),
      ...(kind === 'count' && !count ? [t('phone.chooseCount')] : []),
      ...weighs.map((line) => t('phone.needs.weight', { product: line.product.name })),
      ...lines.filter((line) => kind !== 'count' && isZero(line.quantity)).map((line) => t('phone.needs.quantity', { product: line.product.name })),
      ...lines.filter((line) => kind !== 'count' && line.product.tracking === 'serial' && compare(line.quantity || '0', String(line.serials.length)) !== 0)
        .map((line) => t('phone.needs.serial', { product: line.product.name, quantity: line.quantity, count: line.serials.length })),
    ]
  }

  /** Into the queue, on the disk, before anything is sent. False when something is missing or could not be kept. */
  async function finish(way: PhoneIntent['way']): Promise<boolean> {
    wrongs.value = missing()
    if (wrongs.value.length) return miss(), false
    await last
    const at = new Date()
    const id = scan.value.intent || uuid()
    const day = moment(at.toISOString()).slice(0, 10)
    const held = plain()
    const body = kind === 'count' ? entriesOf(held) : documentOf(held, { id, day, remark: t('phone.remark', { at: moment(at.toISOString()) }) })
    try {
      await queueIntent(
        { id, key: uuid(), scope: scope.value, kind, way, type: typeFor(kind, scan.value.is_sent), at: at.toISOString(), scan: held, body, uploads: [], isReady: false, tries: 0, state: 'waiting', problems: [], result: null },
        sessionKey(kind),
      )
    } catch {
      wrongs.value = [t('phone.notKept')]
      return miss(), false
    }
    scan.value = again()
    current.value = ''
    hit()
    return true
  }

  return { scan, current, said, wrongs, total, wantsDraft, load, take, useOrder, useCount, change, changeLine, drop, clear, finish }
}
