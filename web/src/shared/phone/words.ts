/** How a scan is said in a line. */
import { t } from '@/kit/i18n'
import { sentence } from '@/shared/problems'
import type { PhoneIntent } from './intents'
import type { Refusal } from './scans'

export const refusal = ({ product, problem }: Refusal): string => `${product ? `${product}: ` : ''}${sentence(problem)}`

/** What a finished scan is of: its order or count, and its party. */
export const aboutOf = ({ scan }: PhoneIntent): string =>
  [scan.count?.number ?? scan.order?.number ?? '', scan.party?.name ?? scan.count?.warehouse ?? '', t('phone.kinds', { kinds: scan.lines.length })].filter(Boolean).join(' · ')
