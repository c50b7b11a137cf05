/** What posting a document of a type is called: orders are approved, those to make goods released, everything else posted. */
import type { DocumentType } from '@/api/types'
import { t } from '@/kit/i18n'

type Deed = 'post' | 'approve' | 'release'

export const deedOf = (type: DocumentType): Deed => (!type.is_order ? 'post' : type.department === 'manufacturing' ? 'release' : 'approve')

const DOING = { post: 'entry.posting', approve: 'entry.approving', release: 'entry.releasing' } as const
const DONE = { post: 'entry.posted', approve: 'entry.approved', release: 'entry.released' } as const
const CONFIRM = { post: 'entry.confirmPost', approve: 'entry.confirmApprove', release: 'entry.confirmRelease' } as const
const ASK = { post: 'entry.confirmPostOf', approve: 'entry.confirmApproveOf', release: 'entry.confirmReleaseOf' } as const
const BEFORE = { post: 'entry.previewOf', approve: 'entry.previewOfOrder', release: 'entry.previewOfRelease' } as const

/** The button's word. */
export const toDo = (type: DocumentType): string => t(`entry.${deedOf(type)}`)
export const doing = (type: DocumentType): string => t(DOING[deedOf(type)])
export const done = (type: DocumentType, number: string): string => t(DONE[deedOf(type)], { number })
export const confirmed = (type: DocumentType): string => t(CONFIRM[deedOf(type)])
export const asked = (type: DocumentType, number: string): string => t(ASK[deedOf(type)], { number })
export const before = (type: DocumentType, what: string): string => t(BEFORE[deedOf(type)], { what })
