/** How ways of costing are called. */
import { type MessageKey, t } from '@/kit/i18n'

export const METHODS = ['MOVING_AVERAGE', 'FIFO', 'MONTHLY_AVERAGE', 'SPECIFIC', 'STANDARD'] as const
export const SCOPES = ['ORG', 'WAREHOUSE'] as const

export const methodName = (code: string): string => t(`costing.method.${code}` as MessageKey)
export const scopeName = (code: string): string => t(`costing.scope.${code}` as MessageKey)
