import { describe, expect, it } from 'vitest'
import type { View } from '@/api/types'
import { layoutOf, sameContent } from '@/shared/list/layout'
import { addressOf, asked, changed, contentOf, isFiltered } from './listing'

const filter = '{"match":"all","conditions":[{"field":"remark","op":"contains","value":["a"]}]}'
const layout = { columns: [{ key: 'number', width: 90 }], frozen: 1, density: 'compact' }

describe('the address of a list', () => {
  it('goes back to the first page when anything is asked anew', () => {
    expect(changed({ state: 'draft', cursor: 'x', page: '3' }, { q: 'a', state: undefined })).toEqual({ q: 'a' })
    expect(changed({ state: 'draft' }, { cursor: 'y', page: '2' })).toEqual({ state: 'draft', cursor: 'y', page: '2' })
  })
  it('asks the server for nothing that it does not know', () => {
    expect(asked('all', { view: '3', page: '2', filter, state: 'draft' })).toEqual({ type: undefined, state: 'draft', q: undefined, party: undefined, from: undefined, to: undefined, filter })
    expect(asked('receipt', { filter: 'spoilt' }).filter).toBeUndefined()
    expect([asked('receipt', {}).older, asked('purchase_order', { older: '1' }).older]).toEqual([undefined, 'true'])
  })
  it('knows whether it hides something', () => {
    expect([isFiltered({}), isFiltered({ sort: 'number', view: '3' }), isFiltered({ filter })]).toEqual([false, false, true])
  })
  it('is what a view keeps, and comes back from it', () => {
    const address = { state: 'draft', filter, sort: 'number' }
    const content = contentOf(address, layout)
    const view = { id: '3', content } as View
    expect(addressOf(view)).toEqual({ ...address, view: '3' })
    expect(layoutOf(view)).toEqual(layout)
    expect(sameContent(contentOf(addressOf(view), layoutOf(view)), content)).toBe(true)
  })
})
