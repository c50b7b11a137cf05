/** The cursor of a grid and the other end of its selection. Rows and columns count from 0. */
import { computed, reactive } from 'vue'
import { type Place, span } from './moves'

export function useCursor() {
  const at = reactive<Place>({ row: 0, column: 0 })
  const corner = reactive<Place>({ row: 0, column: 0 })
  const selected = computed(() => span(at, corner))

  function put(to: Place, extend = false): void {
    Object.assign(at, to)
    if (!extend) Object.assign(corner, to)
  }

  /** Selects from one cell to another; the cursor stands in the second. */
  function select(from: Place, to: Place): void {
    Object.assign(corner, from)
    Object.assign(at, to)
  }

  /** Rows may have gone: the cursor stays where there is one. */
  function within(rows: number): void {
    if (at.row >= rows) at.row = Math.max(0, rows - 1)
    if (corner.row >= rows) corner.row = Math.max(0, rows - 1)
  }

  return { at, selected, put, select, within }
}
