/** The server's refusals in the reader's language, all of them, with their places. */
import { NoAnswer, type Problem, ServerRefusal } from '@/api/client'
import { locale, maybe, t } from '@/kit/i18n'
import { notify } from '@/kit/notices'

/** The sentence of a problem. The server speaks Chinese; English comes from our own words where there are some. */
export function sentence(problem: Problem): string {
  if (locale.value === 'zh' && problem.message) return problem.message
  return maybe(`problem.${problem.code}`, problem.data as Record<string, string>) ?? (problem.message || t('problem.unknown'))
}

/** Every sentence of whatever was thrown. */
export function sentences(caught: unknown): string[] {
  if (caught instanceof ServerRefusal) return caught.problems.map(sentence)
  if (caught instanceof NoAnswer) return [t('problem.noAnswer')]
  return [caught instanceof Error ? caught.message : String(caught)]
}

/** Says at the edge of the page what went wrong. */
export const complain = (caught: unknown): void => notify(sentences(caught).join('\n'), 'bad')
