/** What is done with all selected cells at once: emptying, copying down, copying out. */
import type { Ref } from 'vue'
import { editText, type GridColumn, type GridRow } from './cells'
import { formatBlock } from './clipboard'
import type { span } from './moves'
import type { Write } from './useResolving'

export function useSelection(selected: Ref<ReturnType<typeof span>>, columns: () => GridColumn[], rows: () => GridRow[], write: (writes: Write[]) => void) {
  /** Every cell of the selection that can be written into. */
  function* open(): Generator<{ row: GridRow; column: GridColumn; y: number }> {
    const { top, bottom, left, right } = selected.value
    for (let y = top; y <= bottom; y++)
      for (const column of columns().slice(left, right + 1)) {
        const row = rows()[y]
        if (row && column.editor !== 'fixed') yield { row, column, y }
      }
  }

  function clear(): void {
    write([...open()].map(({ row, column }) => ({ row: row.key, column: column.key, value: null })))
  }

  /** One cell: from the row above. A selection: its first row into the others. */
  function copyAbove(): void {
    const { top, bottom } = selected.value
    const source = rows()[top === bottom ? top - 1 : top]
    if (!source) return
    const targets = [...open()].filter(({ y }) => top === bottom || y > top)
    write(targets.map(({ row, column }) => ({ row: row.key, column: column.key, value: source.cells[column.key] ?? null })))
  }

  /** The selection for the clipboard. */
  function text(): string {
    const { top, bottom, left, right } = selected.value
    return formatBlock(rows().slice(top, bottom + 1).map((row) => columns().slice(left, right + 1).map((column) => editText(row.cells[column.key], column))))
  }

  return { clear, copyAbove, text }
}
