/** The buttons that mend the refusals on the page, and taking back what one of them did. */
import { computed, shallowRef, toRaw } from 'vue'
import { useRouter } from 'vue-router'
import type { DocumentType } from '@/api/types'
import type { Cell } from '@/kit/grid/cells'
import { isPicked } from '@/kit/grid/cells'
import { canDo } from '@/shared/menu'
import { today, typeOf } from '@/shared/session'
import type { CheckOf } from './checks'
import { isWritten } from './paper'
import { type Deed, type Repair, repairsOf } from './repairs'
import type { useEntry } from './useEntry'

interface Page {
  checkOf: CheckOf
  canPick: boolean
  pickLots: () => Promise<unknown>
  look: (place: { row?: string; column?: string; field?: string }) => void
}

interface Done {
  label: string
  depth: number // of the history of the lines just after it
  steps: number // of that history that it was
  header: { key: string; before: Cell; value: Cell } | null
}

export function useRepairs(type: DocumentType, work: ReturnType<typeof useEntry>, page: Page) {
  const router = useRouter()
  const done = shallowRef<Done | null>(null)
  const { entry, problems } = work

  const rowOf = (key?: string) => (key ? entry.value.lines.find((one) => one.key === key) : undefined)
  const byProblem = computed(() => {
    const rowCount = entry.value.lines.filter((row) => isWritten(row, type)).length
    return new Map<string, Repair[]>(
      problems.list.value.map((one) => {
        const row = rowOf(one.row)
        const check = row && isPicked(row.cells.product) ? page.checkOf(row.cells.product.id) : undefined
        const at = { type, header: entry.value.header, row, rowCount, check, mode: work.mode.value, today: today.value, canPick: page.canPick, canDo, canMake: (code: string) => !!typeOf(code)?.may.create }
        return [one.key, one.problem ? repairsOf({ problem: one.problem, ...at }) : []]
      }),
    )
  })

  async function carryOut(deed: Deed, row: string | undefined): Promise<Done['header']> {
    if ('field' in deed) {
      const before = entry.value.header[deed.field]
      work.setHeader(deed.field, deed.value)
      return { key: deed.field, before, value: deed.value }
    }
    if (!row) return null
    if ('drop' in deed) work.removeRows([row])
    // one step to take back, whatever follows from it
    else if ('cells' in deed) Object.entries(deed.cells).forEach(([column, value], at) => work.writeCells([{ row, column, value }], at > 0))
    else if ('pick' in deed) {
      const forgotten = Object.entries(deed.pick).filter(([column]) => rowOf(row)?.cells[column])
      if (forgotten.length) work.writeCells(forgotten.map(([column, value]) => ({ row, column, value })))
      await page.pickLots()
    }
    return null
  }

  /** Does what the button says; the refusal it mends goes from the list. */
  async function mend(key: string, at: number): Promise<void> {
    const problem = problems.list.value.find((one) => one.key === key)
    const repair = byProblem.value.get(key)?.[at]
    if (!problem || !repair) return
    const { deed } = repair
    if ('open' in deed) return void (await router.push(deed.open))
    if ('look' in deed) return page.look(type.lines.some((field) => field.key === deed.look) ? { row: problem.row, column: deed.look } : { field: deed.look })
    const before = work.steps.value.depth
    const header = await carryOut(deed, problem.row)
    problems.list.value = problems.list.value.filter((one) => one.key !== key)
    done.value = { label: repair.label, depth: work.steps.value.depth, steps: Math.max(1, work.steps.value.depth - before), header }
    page.look('field' in deed ? { field: deed.field } : { row: problem.row, column: 'cells' in deed ? Object.keys(deed.cells)[0] : problem.column })
  }

  /** What was mended last, while nothing else has changed since. */
  const mended = computed(() => {
    const { value } = done
    if (!value) return null
    const isLast = value.header ? toRaw(entry.value.header[value.header.key]) === value.header.value : work.steps.value.depth === value.depth && work.steps.value.undo
    return isLast ? value : null
  })

  function takeBack(): void {
    const { value } = mended
    done.value = null
    if (value?.header) work.setHeader(value.header.key, value.header.before)
    else if (value) for (let step = 0; step < value.steps; step++) work.step('undo')
  }

  return { byProblem, mend, mended, takeBack, forget: (): void => void (done.value = null) }
}
