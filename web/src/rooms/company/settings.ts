/** What a decision of the company is called, as it is read. */
import type { CompanySetting } from '@/api/types'
import { labelOf, t } from '@/kit/i18n'
import { percent, quantity } from '@/kit/num'

/** A value of this setting in words. */
export function said(setting: CompanySetting, value: string): string {
  if (value === '') return t('setting.none')
  const choice = setting.choices.find((one) => one.code === value)
  if (choice) return labelOf(choice)
  if (setting.kind === 'percent') return t('setting.percent', { number: percent(value) })
  if (setting.kind === 'amount') return t('setting.amount', { number: quantity(value) })
  if (setting.kind === 'count') return t('setting.days', { number: quantity(value) })
  return value
}

/** Since when today's value holds. */
export const since = (setting: CompanySetting): string => (setting.since ? t('setting.since', { day: setting.since }) : t('setting.byDefault'))

/** What is decided already for a day to come, the next first. */
export const coming = (setting: CompanySetting, today: string): string[] =>
  setting.decisions
    .filter((one) => one.effective_on > today)
    .map((one) => t('setting.coming', { day: one.effective_on, value: said(setting, one.value) }))
    .reverse()
