/** The palette's hits while somebody types: from the server, from the menu, and what was open lately. */
import { computed, ref, shallowRef } from 'vue'
import * as calls from '@/api/calls'
import type { SearchHit } from '@/api/types'
import { labelOf, t } from '@/kit/i18n'
import type { IconName } from '@/kit/icons'
import { later } from '@/kit/waiting'
import { documentPath, partyPath, productPath } from '@/shared/menu'
import { sentences } from '@/shared/problems'
import { typeOf } from '@/shared/session'
import { learn, spelling } from '@/shared/spelled'
import { arranged, type Entry, fit, fitting } from './palette'
import { recents } from './recents'

const SEARCH = 24
const NAMED = 8 // how well a name fits that begins with what was typed
const PAGES = 8
const COMMANDS = 6
const KINDS: Record<string, { to: (id: string) => string; icon: IconName }> = {
  document: { to: documentPath, icon: 'opening' },
  product: { to: productPath, icon: 'warehousing' },
  party: { to: partyPath, icon: 'user' },
}

function shownHit(hit: SearchHit, wanted: string): Entry | null {
  const kind = KINDS[hit.kind]
  if (!kind) return null
  const type = hit.type_code ? typeOf(hit.type_code) : undefined
  return {
    key: `${hit.kind}${hit.id}`,
    group: hit.kind as Entry['group'],
    label: hit.label,
    detail: [type ? labelOf(type) : '', hit.detail].filter(Boolean).join(' · '),
    icon: kind.icon,
    to: kind.to(hit.id),
    isExact: hit.is_exact,
    isNamed: hit.kind !== 'document' && fit(hit.label, wanted) >= NAMED,
  }
}

export function usePalette(pages: () => Entry[], commands: () => Entry[]) {
  const text = ref('')
  const found = shallowRef<Entry[]>([])
  const answered = ref('') // the text the hits belong to
  const failed = ref('')
  const isBusy = ref(false)
  void learn([...pages(), ...commands()].map((entry) => entry.label))

  const entries = computed<Entry[]>(() => {
    const wanted = text.value.trim()
    const lately = recents.value.map((one): Entry => ({ ...one, key: `recent ${one.to}`, group: 'recent', icon: 'undo' }))
    if (!wanted) return arranged([...lately, ...commands().slice(0, COMMANDS), ...pages().slice(0, PAGES)])
    return arranged([
      ...found.value,
      ...fitting(lately, wanted, spelling, 4),
      ...fitting(pages(), wanted, spelling, PAGES),
      ...fitting(commands(), wanted, spelling, COMMANDS),
    ])
  })

  async function ask(): Promise<void> {
    const wanted = text.value.trim()
    if (wanted === answered.value && !failed.value) return
    if (!wanted) {
      found.value = []
      answered.value = ''
      return
    }
    isBusy.value = true
    try {
      const answer = await calls.search(wanted, SEARCH)
      if (wanted !== text.value.trim()) return
      found.value = answer.hits.map((hit) => shownHit(hit, wanted)).filter((one): one is Entry => one !== null)
      answered.value = wanted
      failed.value = ''
    } catch (caught) {
      failed.value = sentences(caught).join(' ')
    } finally {
      isBusy.value = false
    }
  }
  const askLater = later(() => void ask(), 90)

  /** The hits for what stands there now, even if it was typed a moment ago: a scanner sends Enter right behind. */
  async function settled(): Promise<Entry[]> {
    askLater.cancel()
    await ask()
    return entries.value
  }
  const groupName = (entry: Entry): string => t(`search.${entry.group}`)
  return { text, entries, failed, isBusy, askLater, settled, answered, groupName }
}
