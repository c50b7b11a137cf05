/** Facts about the screen that more than CSS must know. */
import { ref } from 'vue'

const query = typeof window === 'undefined' ? null : window.matchMedia('(max-width: 720px)')

/** True on a phone-sized screen. */
export const isNarrow = ref(query?.matches ?? false)

query?.addEventListener('change', (change) => {
  isNarrow.value = change.matches
})
