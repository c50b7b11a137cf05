/** Which key of a grid does what. The keys of an input method are its own, those of a scanner are told apart first. */
import { type Place, step } from './moves'
import type { Burst } from './scanner'
import type { useCursor } from './useCursor'

const ARROWS: Record<string, [number, number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }

interface Grid {
  cursor: ReturnType<typeof useCursor>
  burst: Burst
  size: () => { rows: number; columns: number; page: number }
  isEditing: () => boolean
  hasHits: () => boolean
  moveHit: (by: number) => void
  isFlag: () => boolean // the cursor stands in a flag that may be written
  goTo: (to: Place, extend?: boolean) => void
  takeScan: (press: KeyboardEvent) => boolean
  forward: (back: boolean, press: KeyboardEvent) => void
  commit: () => void
  stop: () => void
  edit: () => void
  toggle: () => void
  clear: () => void
  copyAbove: () => void
  change: (what: string) => void
}

export function useKeys(grid: Grid) {
  const { at, select } = grid.cursor

  function onArrow(press: KeyboardEvent, isFar: boolean): void {
    const [down, right] = ARROWS[press.key]!
    if (grid.isEditing() && right) return
    press.preventDefault()
    if (grid.isEditing() && grid.hasHits() && down) return grid.moveHit(down)
    grid.commit()
    const { rows, columns } = grid.size()
    const [many, wide] = isFar ? [rows, columns] : [1, 1]
    grid.goTo(step(at, rows, columns, down * many, right * wide), press.shiftKey)
  }

  function onKey(press: KeyboardEvent): void {
    if (press.isComposing || press.keyCode === 229) return grid.burst.break()
    const isCtrl = press.ctrlKey || press.metaKey
    if (grid.burst.key(press)) return press.preventDefault()
    if (press.key === 'ArrowDown' && press.altKey && !grid.isEditing()) {
      press.preventDefault()
      return grid.edit() // as F2: the list of what may stand here
    }
    if (press.key in ARROWS && !press.altKey) return onArrow(press, isCtrl)
    if (press.key === 'Enter' && !isCtrl && grid.takeScan(press)) return press.preventDefault()
    if ((press.key === 'Enter' && !isCtrl) || press.key === 'Tab') return grid.forward(press.shiftKey, press)
    if (isCtrl && press.key === 'Enter') return grid.commit() // what is typed belongs to what is posted
    if (press.key === 'Escape' && grid.isEditing()) {
      press.preventDefault()
      press.stopPropagation()
      return grid.stop()
    }
    const run = isCtrl ? withCtrl(press) : grid.isEditing() ? undefined : plain(press)
    if (!run) return
    press.preventDefault()
    run()
  }

  function plain(press: KeyboardEvent): (() => void) | undefined {
    const { rows, columns, page } = grid.size()
    const keys: Record<string, () => void> = {
      F2: grid.edit,
      Delete: grid.clear,
      Backspace: grid.clear,
      Insert: () => grid.change('insert'),
      Home: () => grid.goTo({ row: at.row, column: 0 }, press.shiftKey),
      End: () => grid.goTo({ row: at.row, column: columns - 1 }, press.shiftKey),
      PageDown: () => grid.goTo(step(at, rows, columns, page, 0), press.shiftKey),
      PageUp: () => grid.goTo(step(at, rows, columns, -page, 0), press.shiftKey),
    }
    if (grid.isFlag()) keys[' '] = grid.toggle
    return press.altKey ? undefined : keys[press.key]
  }

  function withCtrl(press: KeyboardEvent): (() => void) | undefined {
    const key = press.key.toLowerCase()
    if (key === 's') return void grid.commit()
    const { rows, columns } = grid.size()
    const last = { row: rows - 1, column: columns - 1 }
    const keys: Record<string, () => void> = {
      d: grid.copyAbove,
      delete: () => grid.change('remove'),
      backspace: () => grid.change('remove'),
      home: () => grid.goTo({ row: 0, column: 0 }, press.shiftKey),
      end: () => grid.goTo(last, press.shiftKey),
      a: () => select({ row: 0, column: 0 }, last),
      z: () => grid.change(press.shiftKey ? 'redo' : 'undo'),
      y: () => grid.change('redo'),
    }
    const run = keys[key]
    // while a cell is written into, these keys belong to its text
    if (!run || (grid.isEditing() && key !== 'd' && key !== 'delete')) return undefined
    return () => {
      grid.stop()
      run()
    }
  }

  return { onKey }
}
