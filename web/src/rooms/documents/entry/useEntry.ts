/** The document on the page: kept in the browser at every keystroke, saved as a draft or posted when asked. */
import { computed, ref, shallowRef, watch } from 'vue'
import * as calls from '@/api/calls'
import type { DocumentType, Field, Posted, Preview } from '@/api/types'
import { type Cell, type GridRow } from '@/kit/grid/cells'
import type { Write } from '@/kit/grid/EntryGrid.vue'
import { t } from '@/kit/i18n'
import { notify } from '@/kit/notices'
import { forget, keep, recall } from '@/kit/storage'
import { later } from '@/kit/waiting'
import { today } from '@/shared/session'
import { placeOf } from '@/shared/unsaved'
import { NOTHING } from './amounts'
import { LineTotals, write } from './follow'
import { blankEntry, type Entry, entryFrom, entryOfDraft, isWritten, newRow, toBody, toPosting, writtenRows } from './paper'
import { placeProblems, rawProblems, useProblems } from './useProblems'
import { preset, remember } from './presets'
import { usePosting } from './usePosting'

/** `local` names the paper in this browser; `query` says what it starts from. */
export function useEntry(type: DocumentType, local: string, query: Record<string, string>) {
  const entry = ref<Entry>(blankEntry(type, today.value))
  const isReady = ref(false)
  const isSaving = ref(false)
  const failed = shallowRef<unknown>(null)
  const problems = useProblems()
  const posting = usePosting(local, () => type.code)
  const totals = ref(NOTHING)
  const gone = ref('') // the id of a document that is a draft no more
  const mode = computed(() => (typeof entry.value.header.price_mode === 'string' && entry.value.header.price_mode) || type.price_mode)
  const isLocked = computed(() => posting.isBusy.value || posting.isUnknown.value)

  const lineTotals = new LineTotals(type)
  const recompute = (changed?: Set<string>): void => void (totals.value = lineTotals.of(entry.value.lines, mode.value, changed))

  const place = placeOf(local) // of whoever opened it, also when the session ends meanwhile
  function keepNow(): void {
    if (!keep(place, entry.value)) notify(t('entry.notKept'), 'bad')
  }
  const keepLater = later(keepNow, 300)

  function touched(changed: Set<string> = new Set()): void {
    entry.value.isTouched = true
    recompute(changed)
    keepLater()
    lookLater()
  }

  /** The page goes: what was typed in the last moment is kept too. */
  function flush(): void {
    keepLater.cancel()
    lookLater.cancel()
    if (entry.value.isTouched) keepNow()
  }

  /** Forgets it in this browser. */
  function drop(): void {
    keepLater.cancel()
    entry.value.isTouched = false
    forget(place)
  }

  async function load(): Promise<void> {
    failed.value = null
    try {
      const kept = recall<Entry | null>(place, null)
      const draft = kept && !kept.isTouched ? kept.id : query.edit
      if (kept?.type === type.code && (kept.isTouched || !kept.id)) entry.value = kept
      else if (draft) {
        const detail = await calls.document(draft)
        if (detail.document.state !== 'draft' && !posting.isUnknown.value) {
          forget(place)
          return void (gone.value = draft)
        }
        entry.value = entryOfDraft(type, today.value, detail)
      }
      else if (query.from) {
        const body = await calls.carry(query.from, type.code)
        entry.value = entryFrom(type, today.value, body, body.lines)
      }
      if (!entry.value.id) await preset(entry.value, type)
      if (!entry.value.lines.length || isWritten(entry.value.lines.at(-1)!, type)) entry.value.lines.push(newRow())
      recompute()
      isReady.value = true
      lookLater()
    } catch (caught) {
      failed.value = caught
    }
  }

  function setHeader(key: string, value: Cell): void {
    entry.value.header[key] = value
    problems.list.value = problems.list.value.filter((one) => one.field !== key)
    touched()
  }

  function writeCells(writes: Write[]): void {
    const rows = new Map(entry.value.lines.map((row) => [row.key, row]))
    const cells = new Set<string>()
    for (const one of writes) {
      const row = rows.get(one.row)
      if (row) write(row, one.column, one.value, type, mode.value)
      lineTotals.told.delete(one.row)
      cells.add(`${one.row}.${one.column}`)
    }
    problems.list.value = problems.list.value.filter((one) => !cells.has(`${one.row}.${one.column}`))
    if (isWritten(entry.value.lines.at(-1)!, type)) addRows(1)
    touched(new Set(writes.map((one) => one.row)))
  }

  const addRows = (count: number): void => void entry.value.lines.push(...Array.from({ length: count }, () => newRow()))

  function removeRows(keys: string[]): void {
    entry.value.lines = entry.value.lines.filter((row) => !keys.includes(row.key))
    if (!entry.value.lines.length || isWritten(entry.value.lines.at(-1)!, type)) addRows(1)
    problems.list.value = problems.list.value.filter((one) => !one.row || !keys.includes(one.row))
    touched()
  }

  /** True when everything typed was understood; else says what was not. */
  function isSendable(): boolean {
    problems.list.value = rawProblems(entry.value.lines, type)
    return problems.list.value.length === 0
  }

  const takeProblems = (caught: unknown, rows: GridRow[]): void => problems.take(caught, type, rows, entry.value.lines)

  async function save(): Promise<boolean> {
    if (isSaving.value || isLocked.value || !isSendable()) return false
    isSaving.value = true
    const rows = writtenRows(entry.value, type)
    try {
      const body = toBody(entry.value, type)
      const { id, revision } = entry.value
      const saved = id ? await calls.saveDraft(type.code, id, { ...body, revision }) : await calls.createDraft(type.code, body)
      Object.assign(entry.value, { id: saved.id, revision: saved.revision, number: saved.number, isTouched: false })
      keepNow()
      remember(entry.value, type)
      notify(t('entry.saved', { number: saved.number }))
      problems.list.value = placeProblems(saved.problems, type, rows, entry.value.lines)
      return true
    } catch (caught) {
      takeProblems(caught, rows)
      return false
    } finally {
      isSaving.value = false
    }
  }

  async function preview(): Promise<Preview | null> {
    if (isLocked.value || !isSendable()) return null
    const rows = writtenRows(entry.value, type)
    try {
      return await calls.preview(type.code, toPosting(entry.value, type))
    } catch (caught) {
      takeProblems(caught, rows)
      return null
    }
  }

  async function post(): Promise<Posted | null> {
    const rows = writtenRows(entry.value, type)
    const outcome = await posting.run(toPosting(entry.value, type))
    if ('done' in outcome) {
      drop()
      remember(entry.value, type)
      return outcome.done
    }
    if ('refused' in outcome) takeProblems(outcome.refused, rows)
    return null
  }

  /** Asks quietly what the server would say: stock that is left, shares of a source. Its refusals wait until they are asked for. */
  async function look(): Promise<void> {
    const rows = writtenRows(entry.value, type)
    const isFull = (fields: Field[], cells: Record<string, Cell>): boolean => fields.every((field) => !field.required || !!cells[field.key])
    const isComplete = rows.length > 0 && isFull(type.header, entry.value.header) && rows.every((row) => isFull(type.lines, row.cells))
    if (!isComplete || isLocked.value || rawProblems(rows, type).length) return
    try {
      const seen = await calls.preview(type.code, toPosting(entry.value, type))
      for (const line of seen.lines) {
        const row = rows[line.line_no - 1]
        if (!row) continue
        row.cells.available = line.available
        const { amount_net: net, amount_tax: tax, amount_incl: incl } = line
        if (net !== null && tax !== null && incl !== null) lineTotals.told.set(row.key, { net, tax, incl })
      }
      recompute()
    } catch {
      // it is asked again when the document is posted, and then every refusal is shown
    }
  }
  const lookLater = later(() => void look(), 700)

  watch(mode, () => recompute())
  return { entry, gone, isReady, isSaving, failed, problems, posting, totals, mode, isLocked, load, setHeader, writeCells, addRows, removeRows, save, preview, post, flush, drop }
}
