import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import en from './en'
import zh from './zh'

const words: Record<string, Record<string, string>> = { zh, en }
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!).sort()

/** Every source file but the words themselves. */
function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) {
      if (name !== 'locales') yield* sources(path)
    } else if (/\.(ts|vue)$/.test(name) && !name.endsWith('.test.ts')) yield path
  }
}
const root = fileURLToPath(new URL('..', import.meta.url))
const files = [...sources(root)].map((path) => ({ path: path.slice(root.length), text: readFileSync(path, 'utf8') }))

describe('words', () => {
  test('are the same in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  })
  test.each(Object.keys(zh))('%s has the same places', (key) => {
    expect(places(words.en![key]!)).toEqual(places(words.zh![key]!))
  })
  test('are not empty', () => {
    for (const [language, all] of Object.entries(words)) for (const [key, text] of Object.entries(all)) expect(text, `${language} ${key}`).not.toBe('')
  })
})

describe('source', () => {
  const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|<!--[\s\S]*?-->/gm, '')
  // what is understood when it is typed is not a word that is shown
  const TYPED = ['kit/dates.ts', 'kit/num.ts', 'kit/grid/cells.ts', 'shell/ShellTop.vue', 'rooms/counting/paste.ts', 'rooms/identity/SignInPage.vue']

  test('shows no Chinese outside the word files', () => {
    const found = files.filter(({ path, text }) => !TYPED.includes(path) && /[\u4e00-\u9fff]/.test(code(text))).map(({ path }) => path)
    expect(found).toEqual([])
  })
  test('uses every word', () => {
    const all = files.map(({ text }) => text).join('\n')
    const told = (pattern: RegExp): Set<string> => new Set([...all.matchAll(pattern)].map((found) => found[1]!))
    const [quoted, made, said] = [told(/(?<=')([\w.-]+)(?=')/g), told(/`([\w.-]+)\.\$\{/g), told(/word\('([\w.-]+)'/g)]
    const isUsed = (key: string): boolean => {
      const group = key.slice(0, key.lastIndexOf('.'))
      return quoted.has(key) || made.has(group) || said.has(group) || made.has(group.split('.')[0]!)
    }
    expect(Object.keys(zh).filter((key) => !isUsed(key))).toEqual([])
  })
})
