import { describe, expect, it } from 'vitest'
import type { ChainEdge, ChainNode } from '@/api/types'
import { columnsOf, layout } from './layout'

const node = (id: string, day = '2026-01-01'): ChainNode => ({ id, number: id, type_code: 't', state: 'posted', business_on: day, is_red: false, is_self: false, amount: null })
const edge = (source: string, target: string): ChainEdge => ({ source, target, kind: 'carried', lines: 1, quantity: null, unit: '', amount: null })

describe('the chain', () => {
  it('stands in columns behind what each came from', () => {
    const columns = columnsOf([node('1'), node('2'), node('3'), node('4')], [edge('1', '2'), edge('2', '3'), edge('1', '3'), edge('1', '4')])
    expect(Object.fromEntries(columns)).toEqual({ 1: 0, 2: 1, 3: 2, 4: 1 })
  })

  it('never puts two boxes on one place', () => {
    const nodes = Array.from({ length: 12 }, (_, index) => node(String(index + 1)))
    const { boxes, width, height } = layout(nodes, nodes.slice(1).map((one) => edge('1', one.id)))
    expect(new Set(boxes.map((box) => `${box.x},${box.y}`)).size).toBe(12)
    expect(Math.max(...boxes.map((box) => box.y))).toBeLessThan(height)
    expect(Math.max(...boxes.map((box) => box.x))).toBeLessThan(width)
  })

  it('ends where a circle is drawn, and leaves out edges to what is not shown', () => {
    expect(layout([node('1'), node('2')], [edge('1', '2'), edge('2', '1')]).boxes).toHaveLength(2)
    expect(layout([node('1')], [edge('1', '9')]).edges).toEqual([])
    expect(layout([], []).boxes).toEqual([])
  })
})
