/** The tour of the first receipt and the first sale: where it is, kept per person and company, so that it can be left at any point. */
import { ref, watch } from 'vue'
import { keep, recall } from '@/kit/storage'
import { scope } from './session'

export interface TourStep {
  key: string // of its words: tour.<key>
  path: RegExp // pages on which it makes sense
  go?: string // where it begins, when one is elsewhere
  target: string // what it points at
}

/** In order. A step whose page is a document's comes by itself once that is posted. */
export const TOUR: TourStep[] = [
  { key: 'welcome', path: /^\/start$/, go: '/start', target: '[data-tour="start"]' },
  { key: 'receiptHeader', path: /^\/entry\/purchase_receipt\//, go: '/new/purchase_receipt', target: 'main [role="combobox"]' },
  { key: 'receiptLines', path: /^\/entry\/purchase_receipt\//, go: '/new/purchase_receipt', target: 'main [role="grid"]' },
  { key: 'receiptPost', path: /^\/entry\/purchase_receipt\//, go: '/new/purchase_receipt', target: 'main .btn.primary' },
  { key: 'receiptDone', path: /^\/doc\//, target: 'main h1' },
  { key: 'saleHeader', path: /^\/entry\/sales_issue\//, go: '/new/sales_issue', target: 'main [role="combobox"]' },
  { key: 'saleLines', path: /^\/entry\/sales_issue\//, go: '/new/sales_issue', target: 'main [role="grid"]' },
  { key: 'salePost', path: /^\/entry\/sales_issue\//, go: '/new/sales_issue', target: 'main .btn.primary' },
  { key: 'saleDone', path: /^\/doc\//, target: 'main h1' },
  { key: 'stock', path: /^\/stock$/, go: '/stock', target: 'main h1' },
]

export interface TourState {
  at: number
  isOpen: boolean
}

export const tourState = ref<TourState | null>(null)
const place = (): string => `hk.tour.${scope.value}`
watch(scope, () => (tourState.value = recall<TourState | null>(place(), null)), { immediate: true })

function put(state: TourState | null): void {
  tourState.value = state
  keep(place(), state)
}

/** The step that follows a posting of the present one, or null. */
export function stepAfterPosting(at: number, path: string): number | null {
  const next = at + 1
  return TOUR[at]?.key.endsWith('Post') && TOUR[next]?.path.test(path) ? next : null
}

export const startTour = (): void => put({ at: 0, isOpen: true })
export const resumeTour = (): void => put({ at: tourState.value?.at ?? 0, isOpen: true })
export const leaveTour = (): void => put({ at: tourState.value?.at ?? 0, isOpen: false })
export const endTour = (): void => put(null)
export const tourTo = (at: number): void => put({ at, isOpen: true })
