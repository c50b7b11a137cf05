/**
 * Telling a barcode scanner from fingers: a scanner "types" a whole code within a few milliseconds a key and ends it with
 * Enter. People need 80 ms and more a key, and hold no such pace over six keys.
 */
const GAP_MS = 45
const LENGTH_MIN = 6
const LENGTH_MIN_IN_NUMBERS = 8
const CODE = /^[0-9A-Za-z._/+$%-]+$/
/** Codes with several facts in them (GS1): they begin with what the scanner calls them, or with a bracket. */
const CODE_OF_PARTS = /^(?:\](?:C1|d2|Q3|e0)|\(\d{2,4}\))[!-~]+$/
/** FNC1, which parts those facts; scanners type it as Ctrl+]. */
export const SEPARATOR = String.fromCharCode(29)

export class Burst {
  private text = ''
  private last = 0
  private isComposed = false

  /** A key that writes one character, at `at` milliseconds. */
  press(key: string, at: number): void {
    if (at - this.last > GAP_MS) this.text = ''
    this.text += key
    this.last = at
    this.isComposed = false
  }

  /** A key as the browser tells it; true when it parts the facts of a code and writes nothing. */
  key(press: KeyboardEvent): boolean {
    const isParting = press.ctrlKey && press.key === ']'
    const isPlain = press.key.length === 1 && !press.ctrlKey && !press.metaKey && !press.altKey
    if (isParting || isPlain) this.press(isParting ? SEPARATOR : press.key, press.timeStamp)
    return isParting
  }

  /** Anything else than plain keys was going on: an input method, a paste. */
  break(): void {
    this.text = ''
    this.isComposed = true
  }

  /** Enter came at `at`: the scanned code, or null when a person typed. A number cell wants more proof. */
  ended(at: number, isInNumber = false): string | null {
    const code = this.text
    const isQuick = at - this.last <= GAP_MS && !this.isComposed
    this.text = ''
    const signs = code.replaceAll(SEPARATOR, '')
    if (isQuick && CODE_OF_PARTS.test(signs)) return code
    if (!isQuick || !CODE.test(signs)) return null
    if (isInNumber) return code.length >= LENGTH_MIN_IN_NUMBERS && !code.includes('.') ? code : null
    return code.length >= LENGTH_MIN ? code : null
  }
}

/** What stood in a cell before a code was typed into it; FNC1 leaves nothing there. */
export function before(text: string, code: string): string {
  const shown = code.replaceAll(SEPARATOR, '')
  return text.endsWith(shown) ? text.slice(0, -shown.length) : ''
}
