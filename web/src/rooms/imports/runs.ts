/** What the pages say about an import. Pure. */
import type { ImportRun } from '@/api/types'

/** Whether it still has work to do. */
export const isAlive = (run: { state: string }): boolean => run.state === 'waiting' || run.state === 'running'

/** How much of it is done, in percent from 0 to 100. */
export const shareDone = (run: { rows_all: number; rows_done: number }): number => (run.rows_all ? Math.min(100, Math.floor((run.rows_done * 100) / run.rows_all)) : 0)

/** Whether it made something that can be taken back. */
export const mayUndo = (run: ImportRun): boolean => (run.state === 'done' || run.state === 'stopped') && run.rows_done > 0

/** 2026-11-21T08:03:00+08:00 → 2026-11-21 08:03. */
export const moment = (text: string | null): string => (text ?? '').slice(0, 16).replace('T', ' ')
