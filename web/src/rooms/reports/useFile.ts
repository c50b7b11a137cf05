/** A report of very many rows as a file: written in the background, followed here, kept a day in the bell. */
import { onActivated, ref, shallowRef } from 'vue'
import type { Work } from '@/api/types'
import { locale } from '@/kit/i18n'
import { reasonsOf, useTask } from '@/shared/tasks'

/** What of an address is how a report is shown, not what it is asked. */
const SHAPE = ['sort', 'group', 'page', 'size', 'view']

export function useFile(name: () => string) {
  const { task, busy, problems, start, find, stop } = useTask((one) => one.kind === 'report_export' && one.subject === name(), ended)
  const failed = ref<string[]>([])
  const ready = shallowRef<Work | null>(null)
  onActivated(() => void find())

  function ended(one: Work): void {
    if (one.state === 'done') ready.value = one
    else failed.value = reasonsOf(one)
  }

  /** The report as it is shown, without its page. */
  function write(asked: Record<string, string>, columns: string[]): void {
    const parameters = Object.fromEntries(Object.entries(asked).filter(([key]) => !SHAPE.includes(key)))
    const { sort = '', group = '' } = asked
    ready.value = null
    failed.value = []
    void start({ kind: 'report_export', subject: name(), report: { parameters, sort, group, columns, lang: locale.value } })
  }
  return { task, busy, problems, failed, ready, write, stop }
}
