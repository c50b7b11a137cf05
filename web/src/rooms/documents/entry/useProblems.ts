/** Where each refusal of the server belongs on the page: at a header field, at a cell, or to the whole. */
import { computed, ref } from 'vue'
import type { Problem } from '@/api/client'
import { ServerRefusal } from '@/api/client'
import type { DocumentType } from '@/api/types'
import { type GridRow, isRaw } from '@/kit/grid/cells'
import { labelOf, t } from '@/kit/i18n'
import { sentence, sentences } from '@/shared/problems'

/** The place of problems with attachments, beside the fields of the header. */
export const FILES = 'uploads'

export interface PlacedProblem {
  key: string // unique in the list
  text: string
  place?: string // in words
  field?: string // of the header
  row?: string
  problem?: Problem // as the server said it
  column?: string
}

/** `type` and `rows` (those that were sent, in order) tell what "line 3, field price" means. */
export function placeProblems(problems: Problem[], type: DocumentType, rows: GridRow[], allRows: GridRow[]): PlacedProblem[] {
  return problems.map((problem, index) => {
    const key = `${index}.${problem.code}`
    const { line_no: lineNo, field } = problem.where
    const row = lineNo ? rows[lineNo - 1] : undefined
    const named = (row ? type.lines : type.header).find((one) => one.key === field)
    const text = sentence(problem, named && labelOf(named))
    if (field === FILES) return { key, text: sentence(problem), place: t('attach.heading'), field: FILES, problem }
    if (!row) {
      return { key, text, place: named && labelOf(named), field: named?.key, problem }
    }
    const known = named ?? type.lines.find((one) => one.kind === 'product') ?? type.lines[0]
    const number = allRows.indexOf(row) + 1
    return { key, text, problem, row: row.key, column: known?.key, place: t('problem.line', { number, field: known ? labelOf(known) : '' }) }
  })
}

/** What is typed but not understood: it cannot even be sent. */
export function rawProblems(rows: GridRow[], type: DocumentType): PlacedProblem[] {
  return rows.flatMap((row, index) =>
    type.lines.flatMap((field) => {
      const cell = row.cells[field.key]
      if (!isRaw(cell)) return []
      const place = t('problem.line', { number: index + 1, field: labelOf(field) })
      return [{ key: `${row.key}.${field.key}`, text: t('problem.raw', { text: cell.raw }), place, row: row.key, column: field.key }]
    }),
  )
}

/** The list shown, and the same by place. */
export function useProblems() {
  const list = ref<PlacedProblem[]>([])
  const byCell = computed(() => Object.fromEntries(list.value.filter((one) => one.row).map((one) => [`${one.row}.${one.column}`, one.text])))
  const byField = computed(() => Object.fromEntries(list.value.filter((one) => one.field).map((one) => [one.field, one.text])))

  function take(caught: unknown, type: DocumentType, rows: GridRow[], allRows: GridRow[]): void {
    list.value =
      caught instanceof ServerRefusal ? placeProblems(caught.problems, type, rows, allRows) : sentences(caught).map((text, index) => ({ key: String(index), text }))
  }
  return { list, byCell, byField, take }
}
