/** How rights are called, from the types this person knows and our own words. */
import { labelOf, maybe, t } from '@/kit/i18n'
import { typeOf } from '@/shared/session'
import { scopeGroups } from './tokens'

const verbOf = (word: string): string => word.slice(word.indexOf('.') + 1)

/** Of a document type its name, of anything else nothing: its rights have sentences of their own. */
export const roomLabel = (room: string): string | null => {
  const type = typeOf(room)
  return type ? labelOf(type) : maybe(`token.room.${room}`)
}

/** One right inside its group: 过账, or 查看商品资料. */
export const scopeLabel = (word: string): string => maybe(`right.${word}`) ?? maybe(`verb.${verbOf(word)}`) ?? word

/** One line for each group of rights: 销售出库单:查看、制单. */
export function scopeLines(words: readonly string[], types: readonly string[]): string[] {
  return scopeGroups(words, types).map((group) => {
    const said = group.words.map(scopeLabel).join(t('user.comma'))
    const label = typeOf(group.room) ? roomLabel(group.room) : null
    return label ? t('token.line', { what: label, verbs: said }) : said
  })
}
