/** `v-key="'alt+e'"`: these keys press the button (or follow the link) while it stands on the page, and its tooltip says so. */
import type { Directive } from 'vue'
import { keyName, type Shortcut, shortcuts } from './shortcuts'

interface Bound {
  shortcut: Shortcut
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

function bind(root: HTMLElement, keys: string | undefined): void {
  if (!keys) return
  const el = target(root)
  const one: Bound = { shortcut: { keys, label: () => nameOf(el), run: () => el.click(), isHere: () => isHere(el) }, base: el.title, shown: el.title }
  bound.set(root, one)
  shortcuts.push(one.shortcut)
  say(el, keys, one)
}

function release(root: HTMLElement): void {
  const one = bound.get(root)
  if (!one) return
  shortcuts.splice(shortcuts.indexOf(one.shortcut), 1)
  bound.delete(root)
  const el = target(root)
  if (el.title === one.shown) el.title = one.base
  el.removeAttribute('aria-keyshortcuts')
}

export const vKey: Directive<HTMLElement, string | undefined> = {
  mounted: (root, { value }) => bind(root, value),
  updated(root, { value: keys }) {
    const one = bound.get(root)
    if (one && one.shortcut.keys === keys) return say(target(root), keys, one)
    release(root) // what stands in a list may move up in it, and get or lose its keys
    bind(root, keys)
  },
  beforeUnmount: release,
}
