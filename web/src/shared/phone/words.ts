/** How a scan is said in a line. */
import type { IconName } from '@/kit/icons'
import { t } from '@/kit/i18n'
import { sentence } from '@/shared/problems'
import type { PhoneIntent } from './intents'
import type { Refusal, ScanKind, ScanSession } from './scans'

export const ICONS: Record<ScanKind | 'look', IconName> = { in: 'download', out: 'upload', move: 'right', arrive: 'warehousing', use: 'user', count: 'check', look: 'search' }

export const refusal = ({ product, problem }: Refusal): string => `${product ? `${product}: ` : ''}${sentence(problem)}`

/** From where to where goods are moved; empty where they are not. */
export const routeOf = (scan: ScanSession): string => (scan.warehouse_to ? `${scan.warehouse?.name ?? ''} → ${scan.warehouse_to.name}` : '')

/** What a finished scan is of: its order or count, and its party, department or route. */
export const aboutOf = ({ scan }: PhoneIntent): string =>
  [scan.count?.number ?? scan.order?.number ?? '', scan.party?.name ?? scan.count?.warehouse ?? scan.department?.name ?? routeOf(scan), t('phone.kinds', { kinds: scan.lines.length })].filter(Boolean).join(' · ')
