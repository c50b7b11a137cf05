/** Undo and redo over everything that changes rows: writing, pasting, inserting, removing. */
import type { Cell, GridRow } from './cells'

/** How the rows stood: their order, and the cells of those that were about to change. */
interface Change {
  order: GridRow[]
  cells: Map<string, Record<string, Cell>>
}

const STEPS_MAX = 300

export class History {
  private past: Change[] = []
  private future: Change[] = []

  get canUndo(): boolean {
    return this.past.length > 0
  }

  /** How many steps can be taken back. */
  get depth(): number {
    return this.past.length
  }

  get canRedo(): boolean {
    return this.future.length > 0
  }

  /** To be called before `touched` rows change. `joins` makes it part of the step before: what follows from that step. */
  before(rows: GridRow[], touched: Iterable<string>, joins = false): void {
    this.future = []
    const change = taken(rows, touched)
    const last = joins ? this.past.at(-1) : undefined
    if (!last) {
      this.past.push(change)
      if (this.past.length > STEPS_MAX) this.past.shift()
      return
    }
    for (const [key, cells] of change.cells) if (!last.cells.has(key)) last.cells.set(key, cells)
  }

  /** The rows as they were before the last step, and which of them changed; null when there is none. */
  undo(rows: GridRow[]): { rows: GridRow[]; changed: string[] } | null {
    return swap(this.past, this.future, rows)
  }

  /** The step that was taken back, done again. */
  redo(rows: GridRow[]): { rows: GridRow[]; changed: string[] } | null {
    return swap(this.future, this.past, rows)
  }

  clear(): void {
    this.past = []
    this.future = []
  }
}

function taken(rows: GridRow[], touched: Iterable<string>): Change {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const cells = new Map<string, Record<string, Cell>>()
  for (const key of touched) {
    const row = byKey.get(key)
    if (row) cells.set(key, { ...row.cells })
  }
  return { order: [...rows], cells }
}

function swap(from: Change[], into: Change[], rows: GridRow[]): { rows: GridRow[]; changed: string[] } | null {
  const change = from.pop()
  if (!change) return null
  const all = new Map([...rows, ...change.order].map((row) => [row.key, row]))
  into.push({ order: [...rows], cells: taken([...all.values()], change.cells.keys()).cells })
  for (const [key, cells] of change.cells) {
    const row = all.get(key)
    if (row) row.cells = { ...cells }
  }
  const before = new Set(rows.map((row) => row.key))
  const came = change.order.filter((row) => !before.has(row.key)).map((row) => row.key)
  return { rows: [...change.order], changed: [...new Set([...came, ...change.cells.keys()])] }
}
