/** Which help belongs to an address. The texts are in locales/<language>/help.ts: what it is for, and steps. */
import { maybe } from '@/kit/i18n'

const TOPICS: [RegExp, string][] = [
  [/^\/$/, 'home'],
  [/^\/list\//, 'list'],
  [/^\/entry\//, 'entry'],
  [/^\/doc\//, 'detail'],
  [/^\/stock/, 'stock'],
  [/^\/report\//, 'report'],
  [/^\/data\/periods/, 'periods'],
  [/^\/data\/products|^\/products?\//, 'products'],
  [/^\/data\/parties|^\/part(y|ies)\//, 'parties'],
  [/^\/data\//, 'records'],
  [/^\/dictionary/, 'dictionary'],
  [/^\/import/, 'import'],
  [/^\/health/, 'health'],
  [/^\/users/, 'users'],
  [/^\/roles/, 'roles'],
  [/^\/account/, 'account'],
]

export interface HelpText {
  purpose: string
  steps: string[]
}

/** The help topic of an address; general help where a page has none of its own. */
export const topicOf = (path: string): string => TOPICS.find(([pattern]) => pattern.test(path))?.[1] ?? 'general'

/** What a topic says in the language of the page. */
export function helpOn(topic: string): HelpText {
  const steps = maybe(`help.${topic}.steps`) ?? ''
  return { purpose: maybe(`help.${topic}.purpose`) ?? '', steps: steps.split('\n').filter(Boolean) }
}
