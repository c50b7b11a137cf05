import { describe, expect, it } from 'vitest'
import type { ImportRun } from '@/api/types'
import { isAlive, mayUndo, moment, shareDone } from './runs'

const run = (state: string, rows_done: number): ImportRun => ({ state, rows_done }) as ImportRun

describe('an import', () => {
  it.each([
    ['waiting', true],
    ['running', true],
    ['done', false],
    ['stopped', false],
    ['undone', false],
  ])('%s has work to do: %s', (state, alive) => expect(isAlive({ state })).toBe(alive))

  it.each([
    [0, 0, 0],
    [3, 1, 33],
    [3, 3, 100],
    [3, 4, 100],
  ])('of %i rows with %i done is %i per cent done', (rows_all, rows_done, share) => expect(shareDone({ rows_all, rows_done })).toBe(share))

  it('can be taken back when it made something and has not been', () => {
    expect(mayUndo(run('done', 3))).toBe(true)
    expect(mayUndo(run('stopped', 1))).toBe(true)
    expect(mayUndo(run('stopped', 0))).toBe(false)
    expect(mayUndo(run('undone', 3))).toBe(false)
    expect(mayUndo(run('running', 3))).toBe(false)
  })

  it('tells its moment without seconds', () => {
    expect(moment('2026-11-21T08:03:10+08:00')).toBe('2026-11-21 08:03')
    expect(moment(null)).toBe('')
  })
})
