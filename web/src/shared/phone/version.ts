/** The service worker, and that a newer one waits. Only over https or on this computer; elsewhere there is none. */
import { ref } from 'vue'
import { isNarrow } from '@/kit/screen'

export const isNewer = ref(false)
let waiting: ServiceWorker | null = null

/** Takes the newer version: what is unsent and under way lies in IndexedDB and stays. */
export function takeNewer(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
  waiting?.postMessage('take over')
}

export async function keepShell(): Promise<void> {
  if (!import.meta.env.PROD || !isNarrow.value || !('serviceWorker' in navigator)) return // a desk is on a cable
  const found = await navigator.serviceWorker.register('/sw.js').catch(() => null)
  if (!found) return
  const tell = (worker: ServiceWorker | null): void => {
    if (!worker || !navigator.serviceWorker.controller) return
    waiting = worker
    isNewer.value = true
  }
  tell(found.waiting)
  found.addEventListener('updatefound', () => {
    const { installing } = found
    installing?.addEventListener('statechange', () => installing.state === 'installed' && tell(installing))
  })
  // a page that stays open for days asks now and then
  document.addEventListener('visibilitychange', () => void (document.visibilityState === 'visible' && found.update().catch(() => undefined)))
}
