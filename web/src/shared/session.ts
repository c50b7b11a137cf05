/** Who works here, in which company, and what they may do. */
import { computed, shallowRef } from 'vue'
import * as calls from '@/api/calls'
import type { DocumentType, ReportInfo, Session } from '@/api/types'

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

/** Asks who is signed in; when someone is, also for what can be done here. */
export async function enter(): Promise<void> {
  session.value = await calls.session()
  if (!user.value || user.value.must_change_password || !company.value) {
    types.value = []
    reports.value = []
    return
  }
  const [allTypes, allReports] = await Promise.all([calls.types(), calls.reports().catch(() => [])])
  types.value = allTypes
  reports.value = allReports
}

/** Ends the session here and at the server. */
export async function leave(): Promise<void> {
  await calls.signOut()
  forgetSession()
}

/** Ends the session on this page only. */
export function forgetSession(): void {
  if (session.value) session.value = { ...session.value, user: null, company: null, permissions: [] }
  types.value = []
  reports.value = []
}
