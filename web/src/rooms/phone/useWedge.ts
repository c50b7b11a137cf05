/** A scanner that types: its burst of keys is taken wherever the cursor is, and leaves nothing in the field it hit. */
import { onActivated, onBeforeUnmount, onDeactivated } from 'vue'
import { before, Burst } from '@/kit/grid/scanner'

export function useWedge(take: (code: string) => void, own: () => HTMLElement | null): void {
  const burst = new Burst()
  function onKey(press: KeyboardEvent): void {
    const target = press.target as HTMLElement | null
    if (target === own() || document.querySelector('dialog[open]')) return
    if (press.key !== 'Enter') return void (burst.key(press) && press.preventDefault())
    const isField = target instanceof HTMLInputElement
    const code = burst.ended(press.timeStamp, isField && target.inputMode === 'decimal')
    if (!code) return
    press.preventDefault()
    press.stopPropagation()
    if (isField) {
      target.value = before(target.value, code)
      target.dispatchEvent(new Event('input'))
    }
    take(code)
  }
  const listen = (): void => window.addEventListener('keydown', onKey, true)
  const stop = (): void => window.removeEventListener('keydown', onKey, true)
  onActivated(listen)
  onDeactivated(stop)
  onBeforeUnmount(stop)
}
