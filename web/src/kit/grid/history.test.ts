import { describe, expect, test } from 'vitest'
import type { GridRow } from './cells'
import { History } from './history'

const row = (key: string, text: string): GridRow => ({ key, cells: { a: text } })
const texts = (rows: GridRow[]): string => rows.map((one) => `${one.key}${String(one.cells.a)}`).join(' ')

describe('history', () => {
  test('takes back writing and does it again', () => {
    const [history, rows] = [new History(), [row('x', '1'), row('y', '2')]]
    history.before(rows, ['x'])
    rows[0]!.cells.a = '9'
    const undone = history.undo(rows)!
    expect([texts(undone.rows), undone.changed]).toEqual(['x1 y2', ['x']])
    expect(texts(history.redo(undone.rows)!.rows)).toBe('x9 y2')
  })
  test('brings removed rows back where they were, as they were', () => {
    const [history, rows] = [new History(), [row('x', '1'), row('y', '2'), row('z', '3')]]
    history.before(rows, [])
    const left = rows.filter((one) => one.key !== 'y')
    const undone = history.undo(left)!
    expect([texts(undone.rows), undone.changed]).toEqual(['x1 y2 z3', ['y']])
    expect(texts(history.redo(undone.rows)!.rows)).toBe('x1 z3')
  })
  test('takes what followed back with what it followed from', () => {
    const [history, rows] = [new History(), [row('x', 'typed')]]
    history.before(rows, ['x'])
    rows[0]!.cells.a = 'raw'
    history.before(rows, ['x'], true)
    rows[0]!.cells.a = 'found'
    const undone = history.undo(rows)!
    expect(texts(undone.rows)).toBe('xtyped')
    expect(history.canUndo).toBe(false)
    expect(texts(history.redo(undone.rows)!.rows)).toBe('xfound')
  })
  test('forgets what was taken back when something new is done', () => {
    const [history, rows] = [new History(), [row('x', '1')]]
    history.before(rows, ['x'])
    history.undo(rows)
    history.before(rows, ['x'])
    expect(history.canRedo).toBe(false)
  })
})
