/** What can be done with the chosen rows of a grid: the menu of a row, and the keys beside it. */
import { computed, nextTick, ref } from 'vue'
import { t } from '@/kit/i18n'
import { keyName } from '@/kit/shortcuts'
import type { GridRow } from './cells'
import type { MenuChoice } from './GridMenu.vue'
import type { Place } from './moves'
import type { useCursor } from './useCursor'

interface Grid {
  cursor: ReturnType<typeof useCursor>
  rows: () => GridRow[]
  isLocked: () => boolean
  input: () => HTMLElement | null
  hit: (x: number, y: number) => Place | null
  isSelected: (row: number) => boolean
  commit: () => void
  goTo: (to: Place) => void
  focus: () => void
  insert: (at: number, copyOf?: string) => void
  shift: (rows: string[], by: number) => void
  remove: (rows: string[]) => void
  undo: () => void
  redo: () => void
}

export function useRowMenu(grid: Grid) {
  const { at, selected, select } = grid.cursor
  const menu = ref<{ x: number; y: number } | null>(null)
  const choices = computed<MenuChoice[]>(() => {
    const disabled = grid.isLocked()
    return [
      { key: 'insert', label: t('grid.insert'), keys: 'Insert', disabled },
      { key: 'duplicate', label: t('grid.duplicate'), disabled },
      { key: 'up', label: t('grid.up'), disabled: disabled || selected.value.top === 0 },
      { key: 'down', label: t('grid.down'), disabled: disabled || selected.value.bottom >= grid.rows().length - 1 },
      { key: 'remove', label: t('grid.remove'), keys: keyName('ctrl+delete'), disabled },
      { key: 'undo', label: t('grid.undo'), keys: keyName('ctrl+z'), disabled },
      { key: 'redo', label: t('grid.redo'), keys: keyName('ctrl+y'), disabled },
    ]
  })

  function change(what: string): void {
    const { top, bottom } = selected.value
    const keys = grid.rows().slice(top, bottom + 1).map((row) => row.key)
    menu.value = null
    if (grid.isLocked()) return
    if (what === 'insert') grid.insert(top)
    else if (what === 'duplicate') grid.insert(top + 1, keys[0])
    else if (what === 'remove') grid.remove(keys)
    else if (what === 'undo') grid.undo()
    else if (what === 'redo') grid.redo()
    else {
      const by = what === 'up' ? -1 : 1
      grid.shift(keys, by)
      select({ row: top + by, column: 0 }, { row: bottom + by, column: at.column })
    }
    void nextTick(grid.focus)
  }

  function onMenu(press: MouseEvent): void {
    const to = grid.hit(press.clientX, press.clientY)
    const input = grid.input()
    const isByKey = press.target === input && press.button !== 2
    if (!to && !isByKey) return
    press.preventDefault()
    if (isByKey || !to) return openMenu(input!)
    grid.commit()
    if (!grid.isSelected(to.row)) grid.goTo(to)
    menu.value = { x: press.clientX, y: press.clientY }
  }

  /** The menu of the current row, below what asked for it. */
  function openMenu(asked: HTMLElement): void {
    grid.commit()
    const corner = asked.getBoundingClientRect()
    menu.value = { x: corner.left, y: corner.bottom }
  }

  function close(): void {
    menu.value = null
    grid.focus()
  }

  return { menu, choices, change, onMenu, openMenu, close }
}
