/** The document on the page: its rows with undo, what follows from each cell, kept by itself, saved or posted when asked. */
import { computed, ref, shallowRef, watch } from 'vue'
import * as calls from '@/api/calls'
import type { DocumentType, Field, Posted, Preview, Unfinished, Upload } from '@/api/types'
import { type Cell, type GridRow, isPicked } from '@/kit/grid/cells'
import { History } from '@/kit/grid/history'
import type { Write } from '@/kit/grid/useResolving'
import { t } from '@/kit/i18n'
import { notify } from '@/kit/notices'
import { forget, recall } from '@/kit/storage'
import { later, timed } from '@/kit/waiting'
import { today } from '@/shared/session'
import { placeOf } from '@/shared/unsaved'
import { typesAmounts } from '@/shared/amounts'
import { NOTHING } from './amounts'
import { SOURCE } from './columns'
import { LineTotals, type Switched, switchUnit, textOf, write } from './follow'
import { blankEntry, type Entry, entryFrom, entryOfDraft, isWritten, newRow, toBody, toPosting, writtenRows } from './paper'
import { FILES, placeProblems, rawProblems, useProblems } from './useProblems'
import { preset, presetParty, presetProduct, remember } from './presets'
import { useKeeping } from './useKeeping'
import { usePosting } from './usePosting'

/** `local` names the paper in this browser; `query` says what it starts from. */
export function useEntry(type: DocumentType, local: string, query: Record<string, string>) {
  const entry = ref<Entry>(blankEntry(type, today.value))
  const isReady = ref(false)
  const isSaving = ref(false)
  const failed = shallowRef<unknown>(null)
  const switched = shallowRef<Switched | null>(null) // what the last change of a unit did to its line
  const recovered = shallowRef<Unfinished | null>(null)
  const problems = useProblems()
  const posting = usePosting(local, () => type.code)
  const totals = ref(NOTHING)
  const gone = ref('') // the id of a document that is a draft no more
  const history = new History()
  const steps = ref({ undo: false, redo: false, depth: 0 })
  const mode = computed(() => (typeof entry.value.header.price_mode === 'string' && entry.value.header.price_mode) || type.price_mode)
  const isLocked = computed(() => posting.isBusy.value || posting.isUnknown.value)

  const lineTotals = new LineTotals(type)
  const recompute = (changed?: Set<string>): void => void (totals.value = lineTotals.of(entry.value.lines, mode.value, changed))
  const keeping = useKeeping(local, type, entry, () => (typesAmounts(type) ? totals.value.incl : ''))

  function touched(changed: Set<string> = new Set()): void {
    entry.value.isTouched = true
    steps.value = { undo: history.canUndo, redo: history.canRedo, depth: history.depth }
    recompute(changed)
    keeping.touched()
    lookLater()
  }

  async function load(): Promise<void> {
    failed.value = null
    try {
      const found = await keeping.recover()
      const saved = recall<Entry | null>(placeOf(local), null)
      const draft = saved && !saved.isTouched ? saved.id : query.edit
      if (found) {
        entry.value = found.entry
        recovered.value = found.from
        if (!found.entry.version) keeping.touched() // the server has no copy of it yet
      } else if (saved?.type === type.code && !saved.id && !saved.isTouched) entry.value = saved
      else if (draft) {
        const detail = await calls.document(draft)
        if (detail.document.state !== 'draft' && !posting.isUnknown.value) {
          forget(placeOf(local))
          return void (gone.value = draft)
        }
        entry.value = entryOfDraft(type, today.value, detail)
      } else if (query.from) {
        const body = await calls.carry(query.from, type.code)
        entry.value = entryFrom(type, today.value, body, body.lines)
      } else if (query.party) await presetParty(entry.value, type, query.party)
      if (query.product && !entry.value.isTouched) await presetProduct(entry.value, type, query)
      entry.value.uploads ??= [] // what was kept before files could be sent
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

  /** Files sent before the first saving. */
  function setUploads(uploads: Upload[]): void {
    entry.value.uploads = uploads
    problems.list.value = problems.list.value.filter((one) => one.field !== FILES)
    touched()
  }

  /** `follows`: what was found for, or follows from, the step before; taken back with it. */
  function writeCells(writes: Write[], follows = false): void {
    const rows = new Map(entry.value.lines.map((row) => [row.key, row]))
    const cells = new Set<string>()
    history.before(entry.value.lines, new Set(writes.map((one) => one.row)), follows)
    switched.value = null
    for (const one of writes) {
      const row = rows.get(one.row)
      if (row) writeOne(row, one, writes.length === 1 && !follows)
      lineTotals.told.delete(one.row)
      cells.add(`${one.row}.${one.column}`)
    }
    problems.list.value = problems.list.value.filter((one) => !cells.has(`${one.row}.${one.column}`))
    if (isWritten(entry.value.lines.at(-1)!, type)) addRows(1)
    touched(new Set(writes.map((one) => one.row)))
  }

  function writeOne(row: GridRow, { column, value }: Write, isByHand: boolean): void {
    const isSwitch = column === 'unit' && isByHand && isPicked(value) && isPicked(row.cells.unit)
    if (isSwitch) switched.value = switchUnit(row, value, type, mode.value)
    else write(row, column, value, type, mode.value)
  }

  const addRows = (count: number): void => void entry.value.lines.push(...Array.from({ length: count }, () => newRow()))

  /** The rows from `from` on that a table is pasted over; made where there are none. One step to take back. */
  function room(from: number, count: number): GridRow[] {
    const missing = from + count - entry.value.lines.length
    history.before(entry.value.lines, entry.value.lines.slice(from, from + count).map((row) => row.key))
    if (missing > 0) addRows(missing)
    return entry.value.lines.slice(from, from + count)
  }

  function blankRow(): GridRow {
    if (!entry.value.lines.length || isWritten(entry.value.lines.at(-1)!, type)) addRows(1)
    return entry.value.lines.findLast((row) => !isWritten(row, type))!
  }

  /** A blank row at this place, or a copy of another one (it is carried from nowhere). */
  function insertRow(at: number, copyOf?: string): void {
    history.before(entry.value.lines, [])
    const copied = entry.value.lines.find((row) => row.key === copyOf)
    const row = newRow(copied ? { ...copied.cells, [SOURCE]: null } : {})
    entry.value.lines.splice(at, 0, row)
    touched(new Set([row.key]))
  }

  /** Rows that were made elsewhere, over the blank ones at the end. */
  function appendRows(rows: GridRow[]): void {
    history.before(entry.value.lines, [])
    entry.value.lines = [...entry.value.lines.filter((row) => isWritten(row, type)), ...rows, newRow()]
    touched(new Set(rows.map((row) => row.key)))
  }

  /** Rows that become one or several, each with these cells changed; one step to take back. */
  function splitRows(parts: Map<string, Record<string, Cell>[]>): void {
    history.before(entry.value.lines, [...parts.keys()])
    entry.value.lines = entry.value.lines.flatMap((row) => parts.get(row.key)?.map((cells, n) => ({ ...newRow(), ...(n ? {} : { key: row.key }), cells: { ...row.cells, ...cells } })) ?? [row])
    touched()
  }

  function shiftRows(keys: string[], by: number): void {
    const { lines } = entry.value
    const top = lines.findIndex((row) => row.key === keys[0])
    if (top + by < 0 || top + by + keys.length > lines.length) return
    history.before(lines, [])
    const rest = lines.filter((row) => !keys.includes(row.key))
    rest.splice(top + by, 0, ...lines.slice(top, top + keys.length))
    entry.value.lines = rest
    touched()
  }

  function removeRows(keys: string[]): void {
    const going = new Set(keys)
    history.before(entry.value.lines, [])
    entry.value.lines = entry.value.lines.filter((row) => !going.has(row.key))
    if (!entry.value.lines.length || isWritten(entry.value.lines.at(-1)!, type)) addRows(1)
    problems.list.value = problems.list.value.filter((one) => !one.row || !going.has(one.row))
    touched()
  }

  /** Takes the last step back, or does it again; gives the first row that changed. */
  function step(which: 'undo' | 'redo'): string | undefined {
    const done = history[which](entry.value.lines)
    if (!done) return undefined
    switched.value = null
    entry.value.lines = done.rows
    if (!entry.value.lines.length) addRows(1)
    touched(new Set(done.changed))
    return done.changed[0]
  }

  /** The number as it was typed, for somebody who meant it in the new unit. */
  function keepTyped(): void {
    const told = switched.value
    if (told) writeCells([{ row: told.row, column: 'quantity', value: told.typed }], true)
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
      Object.assign(entry.value, { id: saved.id, revision: saved.revision, number: saved.number, uploads: [], isTouched: false })
      keeping.settle()
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

  const previewSeconds = ref(0) // of the last one, which tells how long posting will take
  async function preview(): Promise<Preview | null> {
    if (isLocked.value || !isSendable()) return null
    const rows = writtenRows(entry.value, type)
    try {
      const { answer, seconds } = await timed(() => calls.preview(type.code, toPosting(entry.value, type)))
      previewSeconds.value = seconds
      return answer
    } catch (caught) {
      takeProblems(caught, rows)
      return null
    }
  }

  async function post(): Promise<Posted | null> {
    const rows = writtenRows(entry.value, type)
    const outcome = await posting.run(toPosting(entry.value, type), entry.value.key)
    if ('done' in outcome) {
      keeping.drop()
      remember(entry.value, type)
      return outcome.done
    }
    if ('refused' in outcome) takeProblems(outcome.refused, rows)
    return null
  }

  /** Asks quietly for the shares of a source that only the server knows. Its refusals wait until they are asked for. */
  async function look(): Promise<void> {
    const rows = writtenRows(entry.value, type)
    const isFull = (fields: Field[], cells: Record<string, Cell>): boolean => fields.every((field) => !field.required || !!cells[field.key])
    const isComplete = rows.length > 0 && isFull(type.header, entry.value.header) && rows.every((row) => isFull(type.lines, row.cells))
    const isAsked = rows.some((row) => isPicked(row.cells[SOURCE]) && !textOf(row.cells.price))
    if (!isAsked || !isComplete || isLocked.value || rawProblems(rows, type).length) return
    try {
      const seen = await calls.preview(type.code, toPosting(entry.value, type))
      for (const line of seen.lines) {
        const row = rows[line.line_no - 1]
        const { amount_net: net, amount_tax: tax, amount_incl: incl } = line
        if (row && net !== null && tax !== null && incl !== null) lineTotals.told.set(row.key, { net, tax, incl })
      }
      recompute()
    } catch {
      // it is asked again when the document is posted, and then every refusal is shown
    }
  }
  const lookLater = later(() => void look(), 700)

  watch(mode, () => recompute())
  return {
    entry, gone, isReady, isSaving, failed, problems, posting, totals, mode, isLocked, switched, recovered, steps, keeping, load, setHeader, setUploads, writeCells, addRows, room, blankRow, insertRow, appendRows, splitRows,
    shiftRows, removeRows, step, keepTyped, save, preview, previewSeconds, post, recompute,
  }
}
