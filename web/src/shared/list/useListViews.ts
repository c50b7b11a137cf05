/** The saved views of a list and its layout: which is shown, what was changed since, and where it is kept. */
import { computed, ref, type Ref, shallowRef, watch } from 'vue'
import * as calls from '@/api/calls'
import type { View, Views } from '@/api/types'
import { keep, recall } from '@/kit/storage'
import { scope } from '@/shared/session'
import { type Layout, layoutOf, plainLayout } from './layout'

interface Kept {
  view: string // of which view this layout was made; none for the plain list
  layout: Layout
}

export interface ListViews {
  views: Readonly<Ref<Views>>
  current: Readonly<Ref<View | null>>
  layout: Readonly<Ref<Layout>>
  lay: (layout: Layout, view?: string) => void
  load: () => Promise<void>
}

/** `viewId` is what the address names. */
export function useListViews(list: string, viewId: () => string | undefined): ListViews {
  const place = `hk.list.${scope.value}.${list}`
  const left = recall<Kept>(place, { view: '', layout: plainLayout() })
  const kept = left.view && !viewId() ? { view: '', layout: plainLayout() } : left // without the view its columns are none
  const views = shallowRef<Views>({ views: [], default: null, may_share: false })
  const layout = ref<Layout>({ ...plainLayout(), ...kept.layout })
  let made = kept.view
  const current = computed(() => views.value.views.find((view) => view.id === viewId()) ?? null)

  function lay(next: Layout, view = viewId() ?? ''): void {
    layout.value = next
    made = view
    keep(place, { view, layout: next } satisfies Kept)
  }

  // a link to a view shows its columns; what was changed here since stays
  watch([current, viewId], () => {
    const id = viewId() ?? ''
    if (id === made) return
    if (current.value) lay(layoutOf(current.value), id)
    else if (!id) lay(plainLayout(), '')
  })

  async function load(): Promise<void> {
    views.value = await calls.views(list).catch(() => views.value)
  }
  return { views, current, layout, lay, load }
}
