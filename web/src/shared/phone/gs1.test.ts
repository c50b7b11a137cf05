import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isGs1 } from '@/shared/codes'
import { gs1 } from './gs1'

interface Case {
  what: string
  code: string
  today: string
  plain?: true
  said?: Record<string, string> | null
}
const NOTHING = { gtin: '', lot: '', serial: '', produced: '', expires: '', weight: '', count: '' }
/** The server's reader is held to the same table (tests/catalog/test_barcode_rules.py). */
const cases = JSON.parse(readFileSync(fileURLToPath(new URL('../../../../tests/catalog/gs1_cases.json', import.meta.url)), 'utf8')) as Case[]

test.each(cases)('$what', ({ code, today, plain, said }) => {
  expect(isGs1(code)).toBe(!plain)
  expect(gs1(code, today)).toEqual(said ? { ...NOTHING, ...said } : null)
})
