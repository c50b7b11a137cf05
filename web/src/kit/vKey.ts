/**
 * `v-key="'alt+e'"`: these keys press the button (or follow the link) while it stands on the page, and its tooltip says so.
 * `v-key.row="'e'"`: they do while the focus is in the row where it stands.
 */
import type { Directive } from 'vue'
import { leaveRow, makeRow } from './rowKeys'
import { keyName, type Shortcut, shortcuts } from './shortcuts'

interface Bound {
  keys: string
  shortcut: Shortcut | null // of a row there is none: rowKeys finds it
  base: string // the tooltip without the keys
  shown: string // the tooltip as we left it
}

const bound = new WeakMap<HTMLElement, Bound>()

/** Of a component whose root is a frame around it, the button inside. */
const target = (el: HTMLElement): HTMLElement => (el.matches('button, a, input, select') ? el : (el.querySelector<HTMLElement>('button, a') ?? el))

const nameOf = (el: HTMLElement): string => (el.getAttribute('aria-label') ?? el.querySelector('.unseen')?.textContent ?? el.innerText).replace(/\s+/g, ' ').trim()

/** It is on the page that is shown, may be pressed, and no dialog stands before it. */
function isHere(el: HTMLElement): boolean {
  const dialog = document.querySelector('dialog[open]')
  return el.getClientRects().length > 0 && !el.matches(':disabled') && (!dialog || dialog.contains(el))
}

function say(el: HTMLElement, keys: string, one: Bound): void {
  if (el.title !== one.shown) one.base = el.title // the page says something else by now
  one.shown = `${one.base} ${keyName(keys)}`.trim()
  el.title = one.shown
  el.setAttribute('aria-keyshortcuts', keyName(keys).replace(/ /g, '+'))
}

function bind(root: HTMLElement, keys: string | undefined, inRow: boolean): void {
  if (!keys) return
  const el = target(root)
  const shortcut = inRow ? null : { keys, label: () => nameOf(el), run: () => el.click(), isHere: () => isHere(el) }
  const one: Bound = { keys, shortcut, base: el.title, shown: el.title }
  bound.set(root, one)
  if (shortcut) shortcuts.push(shortcut)
  else makeRow(el, keys)
  say(el, keys, one)
}

function release(root: HTMLElement): void {
  const one = bound.get(root)
  if (!one) return
  const el = target(root)
  if (one.shortcut) shortcuts.splice(shortcuts.indexOf(one.shortcut), 1)
  else delete el.dataset.rowKey
  bound.delete(root)
  if (el.title === one.shown) el.title = one.base
  el.removeAttribute('aria-keyshortcuts')
}

export const vKey: Directive<HTMLElement, string | undefined> = {
  mounted: (root, { value, modifiers }) => bind(root, value, !!modifiers.row),
  updated(root, { value: keys, modifiers }) {
    const one = bound.get(root)
    if (one && one.keys === keys) return say(target(root), keys, one)
    release(root) // what stands in a list may move up in it, and get or lose its keys
    bind(root, keys, !!modifiers.row)
  },
  beforeUnmount(root) {
    if (bound.get(root)?.shortcut === null) leaveRow(target(root))
    release(root)
  },
}
