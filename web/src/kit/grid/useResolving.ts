/** Finding the records that typed or pasted texts name, while the person types on. */
import { type Cell, type GridColumn, type GridRow, isRaw, type Picked } from './cells'
import { meant } from './useHits'

export interface Write {
  row: string // key of the row
  column: string
  value: Cell
}

interface Given {
  columns: () => GridColumn[]
  rows: () => GridRow[]
  find: (row: GridRow, column: GridColumn, text: string) => Promise<Picked[]>
  /** What was found is part of the step that typed it. */
  write: (writes: Write[]) => void
  unmatched: (texts: string[]) => void
}

const AT_ONCE = 6

export const takenAs = (column: GridColumn, hit: Picked): Cell => (column.choices ? hit.id : column.proposes ? hit.name : hit)

export function useResolving({ columns, rows, find, write, unmatched }: Given) {
  const searches = new Set<Promise<void>>()

  /** Remembers a search until it is over. */
  function track(search: Promise<void>): Promise<void> {
    searches.add(search)
    return search.finally(() => searches.delete(search))
  }

  /** What stays in doubt stays as typed and is told; what could not be asked stays as typed and waits for `retry`. */
  async function resolve(writes: Write[], isQuiet = false): Promise<void> {
    const nowhere: string[] = []
    const found: Write[] = []
    const waiting = writes.filter((one) => isRaw(one.value))
    const asked = new Map<string, Promise<Picked[] | null>>() // a block often names one record many times
    const work = async (): Promise<void> => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const [row, column] = [rows().find((other) => other.key === one!.row), columns().find((other) => other.key === one!.column)]
        if (!row || !column || !isRaw(one.value)) continue
        const { raw } = one.value
        const question = `${column.key}.${raw}`
        if (!asked.has(question)) asked.set(question, find(row, column, raw).catch(() => null))
        const hits = await asked.get(question)!
        const now = rows().find((other) => other.key === one!.row)?.cells[one.column]
        if (hits === null || !isRaw(now) || now.raw !== raw) continue
        const hit = meant(raw, hits)
        if (hit) found.push({ ...one, value: takenAs(column, hit) })
        else nowhere.push(raw)
        if (found.length && (found.length >= 50 || writes.length === 1)) write(found.splice(0))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    if (found.length) write(found)
    if (nowhere.length && !isQuiet) unmatched(nowhere)
  }

  /** Looks again for everything that still stands as it was typed, and says nothing of what it does not find. */
  function retry(): Promise<void> {
    const lookups = columns().filter((column) => column.editor === 'lookup')
    const raw = rows().flatMap((row) => lookups.map((column) => ({ row: row.key, column: column.key, value: row.cells[column.key] })))
    return track(resolve(raw, true))
  }

  const settled = async (): Promise<void> => void (await Promise.all(searches))
  return { resolve: (writes: Write[]) => track(resolve(writes)), retry, settled }
}
