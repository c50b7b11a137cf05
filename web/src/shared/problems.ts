/** The server's refusals in the reader's language, all of them, with their places. */
import { NoAnswer, type Problem, ServerRefusal } from '@/api/client'
import { fill, locale, t } from '@/kit/i18n'
import { notify } from '@/kit/notices'
import english from '@/locales/problems'

/**
 * The sentence of a problem. The server speaks Chinese; English comes from our own words where there are some. `label` is
 * the field's name in the language of the page, for sentences that name it.
 */
export function sentence(problem: Problem, label?: string): string {
  const ours = locale.value === 'en' ? english[problem.code] : undefined
  if (!ours) return problem.message || t('problem.unknown')
  return fill(ours, { ...(problem.data as Record<string, string>), ...(label ? { label } : {}) })
}

/** Every sentence of whatever was thrown. */
export function sentences(caught: unknown): string[] {
  if (caught instanceof ServerRefusal) return caught.problems.map((problem) => sentence(problem))
  if (caught instanceof NoAnswer) return [caught.message || t('problem.noAnswer')]
  return [caught instanceof Error ? caught.message : String(caught)]
}

/** Says at the edge of the page what went wrong. */
export const complain = (caught: unknown): void => notify(sentences(caught).join('\n'), 'bad')
