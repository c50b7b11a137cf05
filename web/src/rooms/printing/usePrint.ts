/** One print: ask for it, follow its progress, hand over the file. */
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import { fileAddress, printProgress, type PrintProgress } from '@/api/prints'
import { complain, sentences } from '@/shared/problems'
import { printFile, saveFile } from './paper'

const POLL = 400

export interface Print {
  busy: Readonly<{ value: boolean }>
  progress: Readonly<{ value: PrintProgress | null }>
  problems: Readonly<{ value: string[] }>
  run: (start: () => Promise<PrintProgress>, how: 'print' | 'save') => Promise<boolean>
}

/** `sentenceOf` puts a problem of one document into words. */
export function usePrint(): Print {
  const busy = ref(false)
  const progress = shallowRef<PrintProgress | null>(null)
  const problems = ref<string[]>([])
  let isGone = false
  onBeforeUnmount(() => (isGone = true))

  async function run(start: () => Promise<PrintProgress>, how: 'print' | 'save'): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problems.value = []
    try {
      progress.value = await start()
      while (progress.value.state === 'working') {
        await new Promise((resolve) => setTimeout(resolve, POLL))
        progress.value = await printProgress(progress.value.token)
      }
      problems.value = progress.value.problems.map((one) => one.message)
      if (progress.value.state !== 'done') return false
      if (how === 'save') saveFile(fileAddress(progress.value.token, true))
      else printFile(fileAddress(progress.value.token))
      return problems.value.length === 0
    } catch (caught) {
      if (isGone) complain(caught)
      else problems.value = sentences(caught)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, progress, problems, run }
}
