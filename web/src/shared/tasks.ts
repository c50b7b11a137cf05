/** Long work that the server does: started here, followed until it ends, found again by a page that was left. */
import { onActivated, onBeforeUnmount, onDeactivated, ref, type Ref, shallowRef } from 'vue'
import * as calls from '@/api/calls'
import { NoAnswer } from '@/api/client'
import type { Work, TaskBody } from '@/api/types'
import { type MessageKey, t } from '@/kit/i18n'
import { useAttempt } from './attempt'
import { sentence } from './problems'

const SOON = 250
const LATER = 1000
/** Steps after which work is not ended any more: one transaction, done wholly or not at all. */
const LAST_STEPS = ['closing', 'posting', 'keeping', 'removing']
const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))

/** Grows when work is started anywhere: the bell asks sooner then. */
export const started = ref(0)

export const isRunning = (task: Work | null): boolean => task?.state === 'running'
export const mayStop = (task: Work): boolean => isRunning(task) && !task.is_stopping && !LAST_STEPS.includes(task.step)
/** What it is, with its month or what it is about: 结账 2026-01 库存, 盘点过账 CNT-20260105-0001. */
export function taskName(task: { kind: string; month: string; part: string; about: string }): string {
  const part = task.part ? t(`period.${task.part}` as MessageKey) : ''
  return [t(`task.kind.${task.kind}` as MessageKey), task.month, part, task.about].filter(Boolean).join(' ')
}
/** Why it did not come to its end, in the reader's language; nothing when it was done. */
export function reasonsOf(task: Work): string[] {
  if (task.state === 'stopped') return [t('task.stopped', { what: taskName(task) })]
  const more = task.problem_count - task.problems.length
  const where = (problem: Work['problems'][number]): string => (task.kind === 'count_enter' && problem.where.line_no ? t('count.pasteRow', { row: problem.where.line_no }) : '')
  return [...(more > 0 ? [t('task.more', { count: task.problem_count, shown: task.problems.length })] : []), ...task.problems.map((problem) => where(problem) + sentence(problem as never))]
}

export interface Tasking {
  task: Readonly<Ref<Work | null>>
  busy: Readonly<Ref<boolean>> // it is being started or is at work
  problems: Readonly<Ref<string[]>> // why it could not be started
  start: (order: Partial<TaskBody> & { kind: TaskBody['kind'] }) => Promise<void>
  take: (made: Work) => void
  find: () => Promise<boolean>
  stop: () => Promise<void>
  forget: () => void
}

/** Work of one page: what `fits` is its own. `onEnd` hears once of everything that ended while the page looked on. */
export function useTask(fits: (task: Work) => boolean, onEnd: (task: Work) => void): Tasking {
  const task = shallowRef<Work | null>(null)
  const busy = ref(false)
  const { problems, once } = useAttempt()
  let turn = 0
  let isShown = true
  onActivated(() => (isShown = true))
  onDeactivated(() => (isShown = false))
  onBeforeUnmount(() => turn++)

  async function follow(found: Work): Promise<void> {
    const mine = ++turn
    const since = Date.now()
    task.value = found
    busy.value = isRunning(found)
    while (isRunning(task.value)) {
      await wait(Date.now() - since < 3000 ? SOON : LATER)
      if (mine !== turn) return
      try {
        const now = await calls.task(found.id)
        if (mine !== turn) return
        task.value = now
      } catch (caught) {
        if (!(caught instanceof NoAnswer)) break
      }
    }
    if (mine !== turn) return
    busy.value = false
    // who looks at another tab hears it from the bell; said before the end is heard, or the page behind a dialog tells it again
    if (isShown && document.visibilityState === 'visible') await calls.seeTask(found.id).catch(() => null)
    if (mine === turn && task.value) onEnd(task.value)
  }

  async function start(order: Partial<TaskBody> & { kind: TaskBody['kind'] }): Promise<void> {
    if (busy.value) return
    busy.value = true
    const body: TaskBody = { month: '', part: '', run: '', subject: '', uncounted: '', ...order }
    const made = await once(['task', body.kind, body.month, body.part, body.run, body.subject].join('.'), body, calls.startTask)
    busy.value = false
    if (made) take(made as Work)
  }

  /** Goes on with work that was started elsewhere. */
  function take(made: Work): void {
    started.value++
    void follow(made)
  }

  /** Goes on with what is at work, or tells what ended while nobody looked; false when there is neither. */
  async function find(): Promise<boolean> {
    if (busy.value) return true
    const mine = turn
    const all = await calls.tasks().catch(() => [] as Work[])
    const found = all.find((one) => fits(one) && (isRunning(one) || !one.is_seen))
    if (mine !== turn || busy.value) return true
    if (!found) return false
    void follow(isRunning(found) ? found : await calls.task(found.id))
    return true
  }

  async function stop(): Promise<void> {
    if (task.value && mayStop(task.value)) task.value = await calls.stopTask(task.value.id).catch(() => task.value)
  }

  function forget(): void {
    turn++
    task.value = null
    busy.value = false
  }
  return { task, busy, problems, start, take, find, stop, forget }
}
