/** What was open lately, for the palette: kept for each person and company in this browser. */
import { computed, ref, watch } from 'vue'
import { keep, recall } from '@/kit/storage'
import { scope } from '@/shared/session'
import { type Recent, withRecent } from './palette'

const kept = ref<Recent[]>([])
const place = (): string => `hk.recent.${scope.value}`
watch(scope, () => (kept.value = recall<Recent[]>(place(), [])), { immediate: true })

export const recents = computed(() => kept.value)

/** A page was opened under this name. */
export function remember(opened: Recent): void {
  const known = kept.value[0]
  if (known && known.to === opened.to && known.label === opened.label) return
  kept.value = withRecent(kept.value, opened)
  keep(place(), kept.value)
}
