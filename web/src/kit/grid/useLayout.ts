/** Column edges and the rows in sight: only these are drawn, so that 500 lines stay fluid. */
import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import type { GridColumn, GridRow } from './cells'

export const ROW = 29
export const NUMBER = 54 // the number and, in the current row, the button of its menu
const SPARE = 6

/** How wide columns are in so much room: those that grow share what is left over, those that may become narrower give what is missing. */
export function widthsIn(columns: readonly Pick<GridColumn, 'width' | 'grows' | 'least'>[], room: number): number[] {
  const spare = room - columns.reduce((all, column) => all + column.width, 0)
  if (spare >= 0) {
    const growing = columns.filter((column) => column.grows).length
    return columns.map((column) => column.width + (column.grows ? Math.floor(spare / growing) : 0))
  }
  const gives = columns.map((column) => column.width - Math.min(column.width, column.least ?? column.width))
  const most = gives.reduce((all, one) => all + one, 0)
  const share = most ? Math.min(1, -spare / most) : 0
  return columns.map((column, at) => column.width - Math.ceil(gives[at]! * share))
}

/** `box` is the element that scrolls. */
export function useLayout(box: Ref<HTMLElement | null>, columns: () => GridColumn[], rows: () => GridRow[]) {
  const size = ref({ width: 0, height: 400 })
  const top = ref(0)
  // before it is measured nothing is known to be missing
  const widths = computed(() => (size.value.width ? widthsIn(columns(), size.value.width - NUMBER) : columns().map((column) => column.width)))
  const lefts = computed(() => {
    let x = NUMBER
    return widths.value.map((width) => (x += width) - width)
  })
  const width = computed(() => NUMBER + widths.value.reduce((all, one) => all + one, 0))
  const first = computed(() => Math.max(0, Math.floor(top.value / ROW) - SPARE))
  const visible = computed(() => rows().slice(first.value, first.value + Math.ceil(size.value.height / ROW) + 2 * SPARE))

  const watcher = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measure)
  function measure(): void {
    if (box.value) size.value = { width: box.value.clientWidth, height: box.value.clientHeight }
  }
  onMounted(() => {
    measure()
    if (box.value) watcher?.observe(box.value)
  })
  onBeforeUnmount(() => watcher?.disconnect())

  /** Scrolls as little as needed to have the cell in sight. */
  function reveal(row: number, column: number): void {
    const at = box.value
    if (!at) return
    const y = row * ROW
    if (y < at.scrollTop) at.scrollTop = y
    else if (y + 2 * ROW > at.scrollTop + at.clientHeight) at.scrollTop = y + 2 * ROW - at.clientHeight
    const x = lefts.value[column] ?? 0
    if (x < at.scrollLeft + NUMBER) at.scrollLeft = x - NUMBER
    else if (x + (widths.value[column] ?? 0) > at.scrollLeft + at.clientWidth) at.scrollLeft = x + (widths.value[column] ?? 0) - at.clientWidth
  }

  /** True over the row numbers. */
  const isNumber = (x: number): boolean => !!box.value && x - box.value.getBoundingClientRect().left + box.value.scrollLeft < NUMBER

  /** The cell under a point of the window; of a row number the first. */
  function hit(x: number, y: number): { row: number; column: number } | null {
    const at = box.value?.getBoundingClientRect()
    if (!at || !box.value) return null
    const inside = { x: x - at.left + box.value.scrollLeft, y: y - at.top + box.value.scrollTop - ROW }
    const column = isNumber(x) ? 0 : lefts.value.findLastIndex((left) => inside.x >= left)
    const row = Math.floor(inside.y / ROW)
    return column < 0 || row < 0 || y - at.top < ROW || row >= rows().length ? null : { row, column }
  }

  return { widths, lefts, width, first, visible, top, reveal, hit, isNumber, pageRows: computed(() => Math.max(1, Math.floor(size.value.height / ROW) - 2)) }
}
