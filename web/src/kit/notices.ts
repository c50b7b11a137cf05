/** Short messages at the edge of the page; they never take the focus. */
import { reactive } from 'vue'

export interface Notice {
  id: number
  kind: 'fine' | 'bad' | 'soon'
  text: string
}

export const notices = reactive<Notice[]>([])
let last = 0

/** Shows a message: good news goes by itself, bad news stays until it is closed. */
export function notify(text: string, kind: Notice['kind'] = 'fine'): void {
  const id = ++last
  notices.push({ id, kind, text })
  if (notices.length > 4) notices.shift()
  if (kind === 'fine') setTimeout(() => dismiss(id), 4000)
}

/** Takes a message away. */
export function dismiss(id: number): void {
  const at = notices.findIndex((notice) => notice.id === id)
  if (at >= 0) notices.splice(at, 1)
}
