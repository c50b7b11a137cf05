import { describe, expect, it } from 'vitest'
import { stepsOf } from './steps'

const order = ['draft', 'approved', 'partial', 'done', 'closed_short', 'cancelled', 'reversed']
const stock = ['draft', 'posted', 'reversed', 'cancelled']
const told = (...given: Parameters<typeof stepsOf>): string => stepsOf(...given).map((one) => `${one.state}:${one.tone}`).join(' ')

describe('steps', () => {
  it.each([
    [told(stock, 'posted', 'draft', false), 'draft:now posted:next'],
    [told(stock, 'posted', 'posted', true), 'draft:past posted:now'],
    [told(stock, 'posted', 'reversed', true), 'draft:past posted:past reversed:bad'],
    [told(stock, 'posted', 'cancelled', false), 'draft:past cancelled:bad'],
    [told(order, 'approved', 'partial', true), 'draft:past approved:past partial:now done:next'],
    [told(order, 'approved', 'closed_short', true), 'draft:past approved:past closed_short:bad'],
    [told(order, 'approved', 'cancelled', true), 'draft:past approved:past cancelled:bad'],
  ])('%s', (found, wanted) => expect(found).toBe(wanted))
})
