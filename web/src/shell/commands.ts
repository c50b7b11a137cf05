/** What can be opened or done from the palette, by what this person may do. */
import { labelOf, locale, t, useLocale, within } from '@/kit/i18n'
import { isNarrow } from '@/kit/screen'
import { createPath, departments, furtherPages } from '@/shared/menu'
import { density, turnTheme, useDensity } from '@/shared/preferences'
import { types } from '@/shared/session'
import type { Entry } from './palette'

/** Every page of the menu and those that stand inside another. */
export function pageEntries(): Entry[] {
  const listed = departments.value.flatMap((department) =>
    department.items.map((item): Entry => ({ key: item.to, group: 'page', label: item.label, detail: department.label, icon: department.icon, to: item.to })),
  )
  const home: Entry = { key: '/', group: 'page', label: t('page.home'), detail: '', icon: 'home', to: '/' }
  const further = furtherPages.value.map((page): Entry => ({ key: page.to, group: 'page', label: page.label, detail: page.detail, icon: 'settings', to: page.to }))
  return [home, ...listed, ...further]
}

/** New papers, and what the shell itself can do; `shell` are its own deeds by key. */
export function commandEntries(shell: Record<'help' | 'shortcuts' | 'signOut' | 'closeOthers', () => void>): Entry[] {
  const papers = types.value
    .filter((type) => type.may.create)
    .map((type): Entry => ({ key: `new ${type.code}`, group: 'command', label: t('act.createOf', { what: within(labelOf(type)) }), detail: t('search.command'), icon: 'plus', to: createPath(type.code) }))
  const deed = (key: string, label: string, run: () => void): Entry => ({ key, group: 'command', label, detail: t('search.command'), icon: 'right', run })
  return [
    ...papers,
    deed('theme', t('shell.turnTheme'), turnTheme),
    ...(isNarrow.value ? [] : [deed('density', t(density.value === 'compact' ? 'shell.useRelaxed' : 'shell.useCompact'), () => useDensity(density.value === 'compact' ? 'relaxed' : 'compact'))]),
    deed('language', locale.value === 'zh' ? t('shell.toEnglish') : t('shell.toChinese'), () => useLocale(locale.value === 'zh' ? 'en' : 'zh')),
    deed('help', t('shell.help'), shell.help),
    deed('shortcuts', t('shell.shortcuts'), shell.shortcuts),
    deed('closeOthers', t('tab.closeOthers'), shell.closeOthers),
    deed('signOut', t('shell.signOut'), shell.signOut),
  ]
}
