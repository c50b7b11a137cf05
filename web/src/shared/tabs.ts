/** The open tabs, as in a desktop program. They survive closing the browser; so does unsaved work (kit/storage). */
import { computed, inject, type InjectionKey, provide, reactive, ref, watch } from 'vue'
import { keep, recall } from '@/kit/storage'
import { scope } from './session'

export interface Tab {
  key: string // the path without its query: one tab for each
  path: string // with the query, to come back to what was seen
  title: string // given by the page, else by the menu
}

const TABS_MAX = 14
export const tabs = reactive<Tab[]>([])
export const unsaved = reactive(new Set<string>())
const version = ref(0) // raised to build a page anew
const current = ref('/')

const place = (): string => `hk.tabs.${scope.value}`
const remember = (): boolean => keep(place(), tabs)

// other books or another person: other tabs, and pages built anew
watch(
  scope,
  () => {
    tabs.splice(0, tabs.length, ...recall<Tab[]>(place(), []))
    unsaved.clear()
    version.value++
  },
  { immediate: true, flush: 'sync' },
)

/** Every address in use, for the pages that are kept alive. */
export const living = computed(() => tabs.map((tab) => frameName(tab.key)))
export const frameName = (key: string): string => `${key}#${version.value}`

/** The page at this address is shown now: its tab is opened or brought up to date. */
export function visit(key: string, path: string): void {
  current.value = key
  const tab = tabs.find((one) => one.key === key)
  if (tab) tab.path = path
  else {
    tabs.push({ key, path, title: '' })
    if (tabs.length > TABS_MAX) drop(tabs.find((one) => one.key !== key && !unsaved.has(one.key))?.key)
  }
  remember()
}

function drop(key?: string): void {
  const at = tabs.findIndex((tab) => tab.key === key)
  if (at < 0) return
  unsaved.delete(tabs[at]!.key)
  tabs.splice(at, 1)
}

/** Closes a tab and says where to go now: nowhere when another one is on top, else to its neighbour. */
export function closeTab(key: string): string | null {
  const at = tabs.findIndex((tab) => tab.key === key)
  const neighbour = tabs[at + 1] ?? tabs[at - 1]
  drop(key)
  remember()
  return key === current.value ? (neighbour?.path ?? '/') : null
}

const tabKey: InjectionKey<string> = Symbol('tab')
export const provideTab = (key: string): void => provide(tabKey, key)

/** The tab a page lives in. */
export function useTab(): { key: string; title: (text: string) => void; dirty: (is: boolean) => void } {
  const key = inject(tabKey, '')
  return {
    key,
    title: (text) => {
      const tab = tabs.find((one) => one.key === key)
      if (!tab || tab.title === text) return
      tab.title = text
      remember()
    },
    dirty: (is) => void (is ? unsaved.add(key) : unsaved.delete(key)),
  }
}
