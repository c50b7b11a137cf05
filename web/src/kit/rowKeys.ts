/** Keys of the row that has the focus: ↑ ↓ walk the rows, ← → what can be pressed in one, and `v-key.row` names a key of its own. */
export const ROWS = 'tr, li, [data-row]'
const PRESSED = 'button:not(:disabled), a[href]'
const NAMES: Record<string, string> = { del: 'delete', backspace: 'delete' }

const isShown = (one: HTMLElement): boolean => one.getClientRects().length > 0
export const rowOf = (one: Element): HTMLElement | null => one.closest<HTMLElement>(ROWS)
const inside = (row: HTMLElement, which: string): HTMLElement[] => [...row.querySelectorAll<HTMLElement>(which)].filter((one) => rowOf(one) === row && isShown(one))

/** What the row under the focus can do by a key, the first of each. */
export function rowActions(row: HTMLElement | null): HTMLElement[] {
  const found = row ? inside(row, '[data-row-key]') : []
  return found.filter((one, at) => found.findIndex((other) => other.dataset.rowKey === one.dataset.rowKey) === at)
}

/** Makes the row of a button one that can have the focus. */
export function makeRow(el: HTMLElement, keys: string): void {
  el.dataset.rowKey = keys
  const row = rowOf(el)
  if (row && !row.hasAttribute('tabindex')) row.tabIndex = 0
}

/** When the row that has the focus goes, the next one has it. To be called while it is still there. */
export function leaveRow(el: HTMLElement): void {
  const row = rowOf(el)
  if (!row || !row.contains(document.activeElement)) return
  const after = [row.nextElementSibling, row.previousElementSibling].find((one): one is HTMLElement => one instanceof HTMLElement && one.tabIndex >= 0)
  requestAnimationFrame(() => {
    if (!row.isConnected && (!document.activeElement || document.activeElement === document.body)) after?.focus()
  })
}

function neighbour(row: HTMLElement, key: string): HTMLElement | undefined {
  const rows = [...(row.parentElement?.children ?? [])].filter((one): one is HTMLElement => one instanceof HTMLElement && one.tabIndex >= 0 && isShown(one))
  const by = { arrowdown: 1, arrowup: -1 }[key]
  if (by) return rows[rows.indexOf(row) + by]
  return key === 'home' ? rows[0] : key === 'end' ? rows.at(-1) : undefined
}

/** Does what a key means in the row that has the focus; false when it means nothing there. */
export function pressInRow(event: KeyboardEvent): boolean {
  const from = event.target
  if (!(from instanceof HTMLElement) || from.isContentEditable || from.matches('input, textarea, select')) return false
  if (event.ctrlKey || event.metaKey || event.altKey || from.closest('[role=menu], [role=listbox], [role=grid]')) return false
  const row = rowOf(from)
  if (!row || row.tabIndex < 0) return false
  const key = NAMES[event.key.toLowerCase()] ?? event.key.toLowerCase()
  const side = { arrowright: 1, arrowleft: -1 }[key]
  if (side) {
    const all = inside(row, PRESSED)
    const next = from === row ? all.at(side > 0 ? 0 : -1) : (all[all.indexOf(from) + side] ?? row)
    next?.focus()
    return !!next
  }
  const other = neighbour(row, key)
  if (other) {
    other.focus()
    return true
  }
  if (key === 'enter' && from !== row) return false // what has the focus is pressed itself
  const action = rowActions(row).find((one) => one.dataset.rowKey === key && !one.matches(':disabled'))
  action?.click()
  return !!action
}
