/** Keyboard shortcuts: a page brings its own while it is on top; `?` lists what holds now. */
import { onActivated, onBeforeUnmount, onDeactivated, onMounted, shallowReactive } from 'vue'
import { pressInRow } from './rowKeys'

export interface Shortcut {
  keys: string // "ctrl+s", "ctrl+enter", "alt+n", "?", "/"
  label: () => string
  run: () => void
  whileTyping?: boolean // also inside an input; keys with ctrl or alt always do
  isHere?: () => boolean // whether it holds now; without it, it does
}

export const shortcuts = shallowReactive<Shortcut[]>([])

/** What these keys mean now: the newest first, so that what a page or dialog binds comes before what the shell binds. */
const meaning = (keys: string): Shortcut | undefined => shortcuts.findLast((one) => one.keys === keys && (one.isHere?.() ?? true))

/** All that holds now, each combination of keys once, with its meaning. */
export const holding = (): Shortcut[] => shortcuts.filter((one) => one.label() && meaning(one.keys) === one)

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const NAMES: Record<string, string> = { escape: 'Esc', pagedown: 'PageDown', pageup: 'PageUp' }

/** "ctrl+s" as it stands on the keyboard. */
export function keyName(keys: string): string {
  return keys
    .split('+')
    .map((part) => (part === 'ctrl' ? (isMac ? '⌘' : 'Ctrl') : part in NAMES ? NAMES[part] : part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1)))
    .join(isMac ? '' : ' ')
}

function pressed(event: KeyboardEvent): string {
  const isNamed = event.key.length > 1 // of a letter or sign, shift is part of the key itself
  // with Alt some keyboards and systems give another sign: the digit that stands on the key is meant
  const key = event.altKey && /^Digit\d$/.test(event.code) ? event.code.slice(5) : event.key.toLowerCase()
  const parts = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', event.shiftKey && isNamed && event.altKey ? 'shift' : '', key]
  return parts.filter(Boolean).join('+')
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** To be called once by the shell. */
export function listen(): void {
  window.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
    if (pressInRow(event)) return event.preventDefault()
    const keys = pressed(event)
    const found = meaning(keys)
    if (!found) return
    const free = found.whileTyping || /^(ctrl|alt)\+/.test(keys)
    if (!free && (isTyping(event.target) || document.querySelector('dialog[open]'))) return
    event.preventDefault()
    found.run()
  })
}

/** Does what these keys do now, for a button or menu that says the same. */
export function press(keys: string): void {
  meaning(keys)?.run()
}

/** Binds shortcuts while the component is shown. */
export function useShortcuts(mine: Shortcut[]): void {
  const bind = (): void => {
    if (!shortcuts.includes(mine[0]!)) shortcuts.push(...mine)
  }
  const release = (): void => {
    for (const one of mine) {
      const at = shortcuts.indexOf(one)
      if (at >= 0) shortcuts.splice(at, 1)
    }
  }
  onMounted(bind)
  onActivated(bind)
  onDeactivated(release)
  onBeforeUnmount(release)
}
