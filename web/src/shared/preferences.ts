/** How this person likes the page on this computer: colours and density. Kept in the browser, applied before it is drawn. */
import { ref } from 'vue'
import { keep, recall } from '@/kit/storage'

export const THEMES = ['system', 'light', 'dark'] as const
export const DENSITIES = ['compact', 'relaxed'] as const
export type Theme = (typeof THEMES)[number]
export type Density = (typeof DENSITIES)[number]

const among = <T extends string>(known: readonly T[], kept: string, otherwise: T): T => known.find((one) => one === kept) ?? otherwise

export const theme = ref<Theme>(among(THEMES, recall<string>('hk.theme', ''), 'system'))
export const density = ref<Density>(among(DENSITIES, recall<string>('hk.density', ''), 'compact'))

/** Puts what was chosen on the page. */
export function applyPreferences(): void {
  const { dataset } = document.documentElement
  if (theme.value === 'system') delete dataset.theme
  else dataset.theme = theme.value
  dataset.density = density.value
}

/** Chooses the colours. */
export function useTheme(next: Theme): void {
  theme.value = next
  keep('hk.theme', next)
  applyPreferences()
}

/** Chooses how close rows stand. */
export function useDensity(next: Density): void {
  density.value = next
  keep('hk.density', next)
  applyPreferences()
}

/** Dark when it is light now, whoever chose that. */
export function turnTheme(): void {
  const isDark = theme.value === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme.value === 'dark'
  useTheme(isDark ? 'light' : 'dark')
}
