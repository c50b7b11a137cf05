/** Who works here, in which company, and what they may do. */
import { computed, ref, shallowRef } from 'vue'
import * as calls from '@/api/calls'
import { NoAnswer } from '@/api/client'
import type { DocumentType, ReportInfo, Session } from '@/api/types'
import { isNarrow } from '@/kit/screen'
import { clear, read, write } from '@/kit/vault'

export const session = shallowRef<Session | null>(null)
export const types = shallowRef<DocumentType[]>([])
export const reports = shallowRef<ReportInfo[]>([])

export const user = computed(() => session.value?.user ?? null)
export const company = computed(() => session.value?.company ?? null)
/** Whose work in which company: what this browser keeps for one is not shown to another. */
export const scope = computed(() => `${user.value?.id ?? ''}.${company.value?.id ?? ''}`)
export const today = computed(() => session.value?.today ?? '')

/** True when the right is held. */
export const may = (right: string): boolean => session.value?.permissions.includes(right) ?? false

const typeByCode = computed(() => new Map(types.value.map((type) => [type.code, type])))

/** The declaration of a type, if this person may know of it. */
export const typeOf = (code: string): DocumentType | undefined => typeByCode.value.get(code)

/** What a phone knew of its person when it last had a line. Kept on narrow screens alone, and not beyond signing out. */
interface Known {
  session: Session
  types: DocumentType[]
  reports: ReportInfo[]
}
const KNOWN = 'session'
/** Nobody answered: this is as it was known here. */
export const isCut = ref(false)

async function enterAsKnown(caught: unknown): Promise<void> {
  const known = caught instanceof NoAnswer ? await read<Known>('kept', KNOWN).catch(() => undefined) : undefined
  if (!known) throw caught
  isCut.value = true
  session.value = known.session
  types.value = known.types
  reports.value = known.reports
}

/** Asks who is signed in; when someone is, also for what can be done here. Without a line a phone goes by what it knew. */
export async function enter(): Promise<void> {
  try {
    session.value = await calls.session()
  } catch (caught) {
    return enterAsKnown(caught)
  }
  isCut.value = false
  if (!user.value || user.value.must_change_password || !company.value) {
    types.value = []
    reports.value = []
    return
  }
  const [allTypes, allReports] = await Promise.all([calls.types(), calls.reports().catch(() => [])])
  types.value = allTypes
  reports.value = allReports
  if (isNarrow.value) void write('kept', KNOWN, { session: session.value, types: allTypes, reports: allReports } satisfies Known).catch(() => undefined)
}

/** Ends the session here and at the server. */
export async function leave(): Promise<void> {
  await calls.signOut()
  forgetSession()
}

/** Ends the session on this page only, and with it the copies of what it could see. Scans stay: they are work. */
export function forgetSession(): void {
  isCut.value = false
  void clear('kept').catch(() => undefined)
  if (session.value) session.value = { ...session.value, user: null, company: null, permissions: [] }
  types.value = []
  reports.value = []
}
