/** The open tabs, as in a desktop program. They survive closing the browser; so does unsaved work (kit/storage). */
import { computed, inject, type InjectionKey, provide, reactive, ref, watch } from 'vue'
import { keep, recall } from '@/kit/storage'
import { scope } from './session'

export interface Tab {
  key: string // the path without its query: one tab for each
  path: string // with the query, to come back to what was seen
  title: string // given by the page, else by the menu
}

const TABS_MAX = 24
export const tabs = reactive<Tab[]>([])
export const unsaved = reactive(new Set<string>())
const version = ref(0) // raised to build a page anew
const current = ref('/')

const place = (): string => `hk.tabs.${scope.value}`
const remember = (): boolean => keep(place(), tabs)
const isTab = (kept: unknown): kept is Tab => !!kept && typeof (kept as Tab).key === 'string' && typeof (kept as Tab).path === 'string'

// other books or another person: other tabs, and pages built anew
watch(
  scope,
  () => {
    const kept = recall<unknown>(place(), [])
    tabs.splice(0, tabs.length, ...(Array.isArray(kept) ? kept.filter(isTab) : []))
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

/** Closes every tab but this one, those with unsaved work excepted; says where to go when the one on top went. */
export function closeOthers(key: string, which: 'all' | 'right' = 'all'): string | null {
  const at = tabs.findIndex((tab) => tab.key === key)
  const gone = tabs.filter((tab, index) => tab.key !== key && !unsaved.has(tab.key) && (which === 'all' || index > at))
  for (const tab of gone) drop(tab.key)
  remember()
  return gone.some((tab) => tab.key === current.value) ? (tabs.find((tab) => tab.key === key)?.path ?? '/') : null
}

/** Puts a tab at another place among them; places beyond the ends are the ends. */
export function moveTab(key: string, to: number): void {
  const at = tabs.findIndex((tab) => tab.key === key)
  if (at < 0) return
  const [tab] = tabs.splice(at, 1)
  tabs.splice(Math.max(0, Math.min(to, tabs.length)), 0, tab!)
  remember()
}

/** The tab so many places from the one on top, around the ends. */
export function tabBeside(by: number): Tab | undefined {
  const at = tabs.findIndex((tab) => tab.key === current.value)
  return tabs[(at + by + tabs.length) % tabs.length]
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
