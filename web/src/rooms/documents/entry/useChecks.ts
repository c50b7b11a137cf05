/** Asks the live checks, once for all lines, a moment after what they depend on has changed. */
import { computed, onBeforeUnmount, type Ref, ref, shallowRef, watch } from 'vue'
import * as calls from '@/api/calls'
import type { Credit, DocumentType, ProductCheck } from '@/api/types'
import { type Cell, isPicked } from '@/kit/grid/cells'
import { later } from '@/kit/waiting'
import { SOURCE } from './columns'
import { baseQuantity } from './follow'
import type { Entry } from './paper'

const WAIT_MS = 350

const idOf = (cell: Cell): string | null => (isPicked(cell) ? cell.id : null)

export function useChecks(type: DocumentType, entry: Ref<Entry>) {
  const products = shallowRef(new Map<string, ProductCheck>())
  const credit = shallowRef<Credit | null>(null)
  const isFresh = ref(false)
  const isOfGoods = type.lines.some((field) => field.kind === 'product')
  let turn = 0

  /** What the answer depends on; typing a price asks nothing. */
  const question = computed(() => {
    const { header, lines } = entry.value
    const wanted = new Set<string>()
    const taken: { line: string; quantity: string }[] = []
    for (const row of lines) {
      const [product, source] = [idOf(row.cells.product), idOf(row.cells[SOURCE])]
      if (product) wanted.add(product)
      const quantity = source ? baseQuantity(row) : ''
      if (source && quantity) taken.push({ line: source, quantity })
    }
    const day = header.business_on
    const due = header.due_on
    return {
      due_on: typeof due === 'string' && due ? due : null,
      type: type.code, party: idOf(header.party), warehouse: idOf(header.warehouse), business_on: typeof day === 'string' ? day : null, products: [...wanted].sort(), taken,
    }
  })
  const asked = computed(() => JSON.stringify(question.value))

  async function ask(): Promise<void> {
    const mine = ++turn
    const body = question.value
    if (!isOfGoods || (!body.products.length && !body.party)) return
    try {
      const found = await calls.checks(body)
      if (mine !== turn) return
      products.value = new Map(found.products.map((one) => [one.product, one]))
      credit.value = found.credit
      isFresh.value = true
    } catch {
      isFresh.value = false // posting asks again, and says what is wrong
    }
  }
  const askLater = later(() => void ask(), WAIT_MS)
  watch(asked, askLater)
  onBeforeUnmount(askLater.cancel)

  const checkOf = (product: string): ProductCheck | undefined => products.value.get(product)
  return { checkOf, products, credit, isFresh, ask: askLater }
}
