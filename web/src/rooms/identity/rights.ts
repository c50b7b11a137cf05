/** The matrix of rights: which words stand where, and what a change of it is. Pure. */
import type { Rights } from '@/api/types'

export interface MatrixRow {
  code: string
  label: string
  label_en: string
  words: string[] // a word for each verb, in the order of the verbs
}

export interface MatrixGroup {
  department: string
  rows: MatrixRow[]
}

/** Document types by department, each with its words. */
export function matrixOf(rights: Rights): MatrixGroup[] {
  const groups: MatrixGroup[] = []
  for (const type of rights.types) {
    let group = groups.find((one) => one.department === type.department)
    if (!group) groups.push((group = { department: type.department, rows: [] }))
    group.rows.push({ code: type.code, label: type.label, label_en: type.label_en, words: rights.verbs.map((verb) => `${type.code}.${verb.code}`) })
  }
  return groups
}

/** The rights that belong to no document type, dangerous ones apart; dangerous words of types stand there too. */
export function othersOf(rights: Rights): { plain: string[]; dangerous: string[] } {
  const dangerous = new Set(rights.dangerous)
  return { plain: rights.others.map((one) => one.code).filter((code) => !dangerous.has(code)), dangerous: rights.dangerous }
}

/** With or without one word. Doing something with a document needs seeing it: the view comes and goes with the rest. */
export function turned(held: ReadonlySet<string>, word: string, isOn: boolean): Set<string> {
  const next = new Set(held)
  const [room, verb] = word.split('.') as [string, string]
  if (isOn) {
    next.add(word)
    if (DOCUMENT_VERBS.has(verb) && verb !== 'view') next.add(`${room}.view`)
  } else {
    next.delete(word)
    if (verb === 'view') for (const other of DOCUMENT_VERBS) next.delete(`${room}.${other}`)
  }
  return next
}

const DOCUMENT_VERBS = new Set(['view', 'create', 'post', 'reverse', 'close'])

/** What is new and what is gone between two sets of words. */
export function difference(before: Iterable<string>, after: Iterable<string>): { added: string[]; removed: string[] } {
  const [was, is] = [new Set(before), new Set(after)]
  return { added: [...is].filter((word) => !was.has(word)).sort(), removed: [...was].filter((word) => !is.has(word)).sort() }
}

/** A code for a copy that no role has yet. */
export function freeCode(code: string, taken: readonly string[]): string {
  const base = code.replace(/_\d+$/, '').slice(0, 28)
  let n = 2
  while (taken.includes(`${base}_${n}`)) n++
  return `${base}_${n}`
}
