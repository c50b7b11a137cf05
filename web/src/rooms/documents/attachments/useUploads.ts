/**
 * Files on their way to a document. What waits for the first saving, for the line or for another try stays in the list
 * until it has arrived; sending the same file twice keeps it once.
 */
import { computed, onBeforeUnmount, reactive, type Ref, watch } from 'vue'
import { ServerRefusal } from '@/api/client'
import { t } from '@/kit/i18n'
import { sentences } from '@/shared/problems'

export const BYTES_MAX = 10 * 1024 * 1024

export interface Upload {
  key: number
  file: File
  picture: string // an address to show it by, empty for what is no picture
  state: 'waiting' | 'sending' | 'failed' | 'refused'
  done: number // 0 to 1
  message: string
}

let last = 0

/** Files wait until `isReady`, then they are sent one after another; `arrived` hears each answer. */
export function useUploads<Answer>(isReady: Ref<boolean>, sendFile: (file: File, onProgress: (done: number) => void) => Promise<Answer>, arrived: (answer: Answer) => void) {
  const uploads = reactive<Upload[]>([])
  const open = computed(() => uploads.filter((one) => one.state !== 'refused').length)
  let isSending = false

  function add(files: Iterable<File>): void {
    for (const file of files) {
      const isTooLarge = file.size > BYTES_MAX
      uploads.push({
        key: ++last,
        file,
        picture: file.type.startsWith('image/') && !isTooLarge ? URL.createObjectURL(file) : '',
        state: isTooLarge ? 'refused' : 'waiting',
        done: 0,
        message: isTooLarge ? t('attach.tooLarge') : '',
      })
    }
    void send()
  }

  function remove(key: number): void {
    const at = uploads.findIndex((one) => one.key === key)
    if (at < 0) return
    if (uploads[at]!.picture) URL.revokeObjectURL(uploads[at]!.picture)
    uploads.splice(at, 1)
  }

  function retry(): void {
    for (const one of uploads) if (one.state === 'failed') one.state = 'waiting'
    void send()
  }

  /** Sends all that waits; resolves when nothing waits any more. */
  async function send(): Promise<void> {
    if (isSending || !isReady.value) return
    isSending = true
    for (let next = waiting(); next && isReady.value; next = waiting()) await sendOne(next)
    isSending = false
  }

  const waiting = (): Upload | undefined => uploads.find((one) => one.state === 'waiting')

  async function sendOne(upload: Upload): Promise<void> {
    upload.state = 'sending'
    upload.done = 0
    try {
      arrived(await sendFile(upload.file, (done) => (upload.done = done)))
      remove(upload.key)
    } catch (caught) {
      upload.state = caught instanceof ServerRefusal && caught.status !== 503 ? 'refused' : 'failed'
      upload.message = sentences(caught).join('\n')
    }
  }

  watch(isReady, () => void send())
  window.addEventListener('online', retry)
  onBeforeUnmount(() => {
    window.removeEventListener('online', retry)
    for (const one of uploads) if (one.picture) URL.revokeObjectURL(one.picture)
  })
  return { uploads, open, add, remove, retry, send }
}
