import { beforeEach, describe, expect, test } from 'vitest'
import type { DocumentType, Session } from '@/api/types'
import { isMadeElsewhere, isUnknownType, missingRights, RESOURCES } from '@/shared/pages'
import { session, types } from '@/shared/session'
import source from './router.ts?raw'

/** Pages for everybody who has signed in, and those that ask the server for one record. The phone's shows what one may. */
const FREE = ['/', '/account', '/doc/7', '/doc/by-number/7', '/health', '/dictionary', '/sign-in', '/password', '/no-company', '/phone', '/setup', '/x']
const FILLED: Record<string, string> = { ':type': 'sales_order', ':local': 'a', ':resource': 'products', ':name?': '', ':name': 'margin', ':id(\\\\d+)?': '', ':id(\\\\d+)': '7', ':number': '7', ':kind(in|out|move|arrive|use|count)': 'in', ':rest(.*)*': 'x' }
const paths = [...source.matchAll(/^  \{ path: '([^']+)'/gm)].map((found) => found[1]!.split('/').map((part) => FILLED[part] ?? part).join('/').replace(/(.)\/$/, '$1'))

const may = (...verbs: string[]) => Object.fromEntries(['view', 'create', 'post'].map((verb) => [verb, verbs.includes(verb)]))
function be(permissions: string[], ...verbs: string[]): void {
  session.value = { permissions } as unknown as Session
  types.value = [{ code: 'sales_order', may: may(...verbs) }, { code: 'incoming_inspection', may: may(...verbs) }] as unknown as DocumentType[]
}

describe('a typed address', () => {
  beforeEach(() => be([]))
  test('of every page but those for everybody asks for a right', () => {
    expect(paths.length).toBeGreaterThan(30)
    expect(paths.filter((path) => !missingRights(path).length).sort()).toEqual([...FREE].sort())
    for (const { name } of RESOURCES) expect(missingRights(`/data/${name}`)).toHaveLength(1)
  })
  test('opens for who holds everything, and for who holds its right', () => {
    be(['*'], 'view', 'create')
    expect(paths.filter((path) => missingRights(path).length)).toEqual([])
    be(['intercompany.view'], 'view')
    expect(missingRights('/group')).toEqual([])
    expect(missingRights('/inspection')).toEqual([])
    expect(missingRights('/entry/sales_order/a')).toEqual(['sales_order.create'])
    expect(missingRights('/opening-check')).toEqual(['ledger.view', 'cost.view'])
  })
  test('of a paper that nobody makes by hand is told apart', () => {
    types.value = [{ code: 'count_gain', made_by: 'stock_count', may: may('view') }, { code: 'sales_order', made_by: '', may: may() }] as unknown as DocumentType[]
    expect(['/new/count_gain', '/entry/count_gain/a', '/list/count_gain', '/new/sales_order', '/new/nothing'].map(isMadeElsewhere)).toEqual([true, true, false, false, false])
  })
  test('of a type that is not there is no page', () => {
    expect(['/list/nothing', '/entry/nothing/a', '/list/all', '/list/sales_order'].map(isUnknownType)).toEqual([true, true, false, false])
  })
})
