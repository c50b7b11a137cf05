/** What a browser says of an empty field that must be filled, in the language of the page and not of the browser. */
import { t } from './i18n'

type Asking = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const isAsking = (target: EventTarget | null): target is Asking => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement

/** To be called once, when the page starts. */
export function sayInWords(): void {
  window.addEventListener(
    'invalid',
    ({ target }) => {
      if (!isAsking(target)) return
      target.setCustomValidity('')
      if (target.validity.valueMissing) target.setCustomValidity(t('field.mustFill'))
    },
    true,
  )
  // judged anew with the first letter
  window.addEventListener('input', ({ target }) => isAsking(target) && target.setCustomValidity(''), true)
}
