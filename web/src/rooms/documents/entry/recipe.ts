/** The text that says what one portion of a dish has more or less of than its recipe: `EGG:+1; BEEF:-`. */
import type { LookupHit } from '@/api/types'
import { t } from '@/kit/i18n'
import { trim } from '@/kit/num'
import { withoutComponent } from './kitParts'

/** An ingredient: how many base units go into one portion by the recipe, "" for what is not in it. */
export interface Ingredient {
  id: string
  code: string
  name: string
  each: string
}

/** The text with what is said of one ingredient in the place of what was; `+1`, `-5`, `-` for none of it. */
export const withChange = (text: string, code: string, change: string): string => [...withoutComponent(text, code), `${code}:${change}`].join('; ')

const hit = (said: string, part: Ingredient, label: string, change: string, quantity: string): LookupHit =>
  ({ id: `${part.id}${change}`, code: '', name: withChange(said, part.code, change), detail: '', lot_no: label, quantity }) as unknown as LookupHit

/** What can be asked for with one click: each ingredient of the recipe left out or taken once more, then other products. */
export function recipeHits(said: string, recipe: Ingredient[], others: Ingredient[]): LookupHit[] {
  const known = new Set(recipe.map((one) => one.id))
  return [
    ...recipe.map((one) => hit(said, one, t('recipe.without', { name: one.name }), '-', trim(one.each))),
    ...recipe.map((one) => hit(said, one, t('recipe.more', { name: one.name }), `+${trim(one.each)}`, trim(one.each))),
    ...others.filter((one) => !known.has(one.id)).map((one) => hit(said, one, t('recipe.more', { name: one.name }), '+1', '1')),
  ]
}
