/** The server's refusals in the reader's language, all of them, with their places. */
import { NoAnswer, type Problem, ServerRefusal } from '@/api/client'
import { fill, labelOf, locale, maybe, t } from '@/kit/i18n'
import { notify } from '@/kit/notices'
import english from '@/locales/problems'
import { typeOf } from './session'

/** A right as the page of roles names it: 采购入库单 · 过账. */
export function rightName(word: string): string {
  const [room, verb] = word.split('.') as [string, string]
  const type = typeOf(room)
  if (type) return `${labelOf(type)} · ${maybe(`verb.${verb}`) ?? verb}`
  return maybe(`right.${word}`) ?? word
}

/**
 * The sentence of a problem. The server speaks Chinese; English comes from our own words where there are some. `label` is
 * the field's name in the language of the page, for sentences that name it.
 */
export function sentence(problem: Problem, label?: string): string {
  const ours = locale.value === 'en' ? english[problem.code] : undefined
  const data = problem.data as Record<string, string>
  const said = ours ? fill(ours, { ...data, ...(label ? { label } : {}) }) : problem.message || t('problem.unknown')
  return data?.permission ? said.replaceAll(data.permission, rightName(data.permission)) : said
}

/** Every sentence of whatever was thrown. */
export function sentences(caught: unknown): string[] {
  if (caught instanceof ServerRefusal) return caught.problems.map((problem) => sentence(problem))
  if (caught instanceof NoAnswer) return [caught.problem?.message ? sentence(caught.problem) : caught.message || t('problem.noAnswer')]
  return [caught instanceof Error ? caught.message : String(caught)]
}

/** Says at the edge of the page what went wrong. */
export const complain = (caught: unknown): void => notify(sentences(caught).join('\n'), 'bad')
