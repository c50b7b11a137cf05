import { describe, expect, test, vi } from 'vitest'
import { Burst } from './scanner'
import { useCursor } from './useCursor'
import { useKeys } from './useKeys'
import { useRowMenu } from './useRowMenu'

/** A grid of 10 rows and 4 columns with the cursor in its third row; what it was told is in `told`. */
function grid(more: { editing?: boolean; hits?: boolean; flag?: boolean; scanned?: boolean } = {}) {
  const told: string[] = []
  const say = (what: string) => (...given: unknown[]): void => void told.push([what, ...given.map((one) => JSON.stringify(one))].join(' '))
  const cursor = useCursor()
  cursor.put({ row: 2, column: 1 })
  const keys = useKeys({
    cursor,
    burst: new Burst(),
    size: () => ({ rows: 10, columns: 4, page: 5 }),
    isEditing: () => more.editing ?? false,
    hasHits: () => more.hits ?? false,
    moveHit: say('hit'),
    isFlag: () => more.flag ?? false,
    goTo: say('go'),
    takeScan: () => more.scanned ?? false,
    forward: (back) => told.push(`forward ${back}`),
    commit: say('commit'),
    stop: say('stop'),
    edit: say('edit'),
    toggle: say('toggle'),
    clear: say('clear'),
    copyAbove: say('above'),
    change: say('change'),
  })
  const press = (key: string, with_: Partial<KeyboardEvent> = {}): string[] => {
    const stop = vi.fn()
    keys.onKey({ key, timeStamp: performance.now() + told.length * 1000, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, keyCode: 0, preventDefault: stop, stopPropagation: stop, ...with_ } as unknown as KeyboardEvent)
    return told
  }
  return { press, told }
}

describe('keys of a grid', () => {
  test.each([
    ['ArrowDown', {}, ['commit', 'go {"row":3,"column":1} false']],
    ['ArrowRight', { shiftKey: true }, ['commit', 'go {"row":2,"column":2} true']],
    ['ArrowDown', { ctrlKey: true }, ['commit', 'go {"row":9,"column":1} false']],
    ['Home', {}, ['go {"row":2,"column":0} false']],
    ['End', { ctrlKey: true }, ['stop', 'go {"row":9,"column":3} false']],
    ['PageDown', {}, ['go {"row":7,"column":1} false']],
    ['F2', {}, ['edit']],
    ['ArrowDown', { altKey: true }, ['edit']],
    ['Delete', {}, ['clear']],
    ['Delete', { ctrlKey: true }, ['stop', 'change "remove"']],
    ['Insert', {}, ['change "insert"']],
    ['d', { ctrlKey: true }, ['stop', 'above']],
    ['z', { ctrlKey: true }, ['stop', 'change "undo"']],
    ['z', { ctrlKey: true, shiftKey: true }, ['stop', 'change "redo"']],
    ['s', { ctrlKey: true }, ['commit']],
    ['Enter', {}, ['forward false']],
    ['Enter', { ctrlKey: true }, ['commit']],
    ['Tab', { shiftKey: true }, ['forward true']],
  ] as [string, Partial<KeyboardEvent>, string[]][])('%s %o', (key, more, wanted) => {
    expect(grid().press(key, more)).toEqual(wanted)
  })

  test('while a cell is written into, keys belong to its text', () => {
    for (const key of ['ArrowLeft', 'Home', 'Delete', 'F2']) expect(grid({ editing: true }).press(key)).toEqual([])
    expect(grid({ editing: true }).press('z', { ctrlKey: true })).toEqual([])
    expect(grid({ editing: true, hits: true }).press('ArrowDown')).toEqual(['hit 1'])
    expect(grid({ editing: true }).press('Escape')).toEqual(['stop'])
    expect(grid({ editing: true }).press('d', { ctrlKey: true })).toEqual(['stop', 'above'])
  })

  test('an input method keeps its keys, a scan its Enter, a flag its blank', () => {
    expect(grid().press('Enter', { isComposing: true })).toEqual([])
    expect(grid({ scanned: true }).press('Enter')).toEqual([])
    expect(grid({ flag: true }).press(' ')).toEqual(['toggle'])
    expect(grid().press(' ')).toEqual([])
  })
})

describe('menu of a row', () => {
  function rows(locked = false) {
    const told: string[] = []
    const cursor = useCursor()
    cursor.select({ row: 1, column: 0 }, { row: 2, column: 3 })
    const menu = useRowMenu({
      cursor,
      rows: () => ['a', 'b', 'c', 'd'].map((key) => ({ key, cells: {} })),
      isLocked: () => locked,
      input: () => null,
      hit: () => null,
      isSelected: () => true,
      commit: () => told.push('commit'),
      goTo: () => told.push('go'),
      focus: () => undefined,
      insert: (at, copyOf) => told.push(`insert ${at} ${copyOf ?? ''}`.trim()),
      shift: (keys, by) => told.push(`shift ${keys.join()} ${by}`),
      remove: (keys) => told.push(`remove ${keys.join()}`),
      undo: () => told.push('undo'),
      redo: () => told.push('redo'),
    })
    return { menu, told, cursor }
  }

  test('does to the chosen rows what it says, and the choice goes with them', () => {
    const { menu, told, cursor } = rows()
    for (const what of ['insert', 'duplicate', 'remove', 'undo', 'redo', 'down']) menu.change(what)
    expect(told).toEqual(['insert 1', 'insert 2 b', 'remove b,c', 'undo', 'redo', 'shift b,c 1'])
    expect([cursor.selected.value.top, cursor.selected.value.bottom]).toEqual([2, 3])
    expect(menu.choices.value.find((one) => one.key === 'down')?.disabled).toBe(true)
  })

  test('does nothing to what is locked', () => {
    const { menu, told } = rows(true)
    menu.change('remove')
    expect(told).toEqual([])
    expect(menu.choices.value.every((one) => one.disabled)).toBe(true)
  })
})
