/**
 * Telling a barcode scanner from fingers: a scanner "types" a whole code within a few milliseconds a key and ends it with
 * Enter. People need 80 ms and more a key, and hold no such pace over six keys.
 */
const GAP_MS = 45
const LENGTH_MIN = 6
const LENGTH_MIN_IN_NUMBERS = 8
const CODE = /^[0-9A-Za-z._/+$%-]+$/

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
    if (!isQuick || !CODE.test(code)) return null
    if (isInNumber) return code.length >= LENGTH_MIN_IN_NUMBERS && !code.includes('.') ? code : null
    return code.length >= LENGTH_MIN ? code : null
  }
}
