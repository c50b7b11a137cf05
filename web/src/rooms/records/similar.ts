/** The duplicate guard of a form (MD-02): asks while somebody types, tells beside the section, never stands in the way. */
import { computed, onBeforeUnmount, type Ref, ref, watch } from 'vue'
import * as calls from '@/api/calls'
import type { Similar } from '@/api/types'
import type { Cell } from '@/kit/grid/cells'
import { later } from '@/kit/waiting'
import type { Packs } from './packs'

const SECTION: Record<Similar['field'], string> = { code: 'basic', name: 'basic', barcodes: 'packs', tax_number: 'invoice' }

const text = (cell: Cell): string => (typeof cell === 'string' ? cell.trim() : '')

/** What is asked of a form, only of what somebody changed; null when there is nothing to ask. */
export function question(resource: string, now: Record<string, Cell>, before: Record<string, Cell>, packs: Packs): Record<string, string> | null {
  const asked: Record<string, string> = {}
  for (const key of resource === 'parties' ? ['code', 'name', 'tax_number'] : ['code', 'name']) {
    if (text(now[key]) && text(now[key]) !== text(before[key])) asked[key] = text(now[key])
  }
  const barcodes = packs.barcodes.map((one) => one.code).filter(Boolean)
  if (resource === 'products' && barcodes.length) asked.barcodes = barcodes.join(',')
  return Object.keys(asked).length ? asked : null
}

/** What was found, by section of the form. */
export function useSimilar(resource: string, id: string | null, ask: () => Record<string, string> | null): { of: (section: string) => Similar[]; found: Ref<Similar[]> } {
  const found = ref<Similar[]>([])
  const isGuarded = resource === 'products' || resource === 'parties'
  let turn = 0
  async function look(): Promise<void> {
    const mine = ++turn
    const asked = ask()
    try {
      const answer = asked ? await calls.similar(resource, { ...asked, but: id ?? undefined }) : []
      if (mine === turn) found.value = answer
    } catch {
      if (mine === turn) found.value = [] // a warning that cannot be had: saving judges anyway
    }
  }
  const lookLater = later(() => void look(), 250)
  if (isGuarded) watch(computed(() => JSON.stringify(ask())), () => lookLater())
  onBeforeUnmount(() => lookLater.cancel())
  return { of: (section) => found.value.filter((one) => SECTION[one.field] === section), found }
}
