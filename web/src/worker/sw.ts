/**
 * The shell without a line: pages, scripts and styles of this version, and nothing else. What the API says is never
 * kept here; the copy of goods and orders lies in IndexedDB, by person and company (shared/phone/goods).
 */
export {} // a file of its own, though it shares nothing

interface Until extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Until {
  request: Request
  respondWith(answer: Promise<Response>): void
}
interface Worker {
  addEventListener(type: 'install' | 'activate', run: (event: Until) => void): void
  addEventListener(type: 'fetch', run: (event: Asked) => void): void
  addEventListener(type: 'message', run: (event: MessageEvent) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}
declare const __SHELL__: string[]
declare const __VERSION__: string

const worker = self as unknown as Worker
const NAME = `hengku-${__VERSION__}`
const PAGE = '/index.html'
/** On a line that gives no answer the kept page comes after this long. */
const PATIENCE_MS = 4000

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(__SHELL__)))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith('hengku-') && name !== NAME)
      await Promise.all(old.map((name) => caches.delete(name)))
      await worker.clients.claim()
    })(),
  )
})

// a new version waits until the person says so: it never ends a scan under way
worker.addEventListener('message', (event) => {
  if (event.data === 'take over') void worker.skipWaiting()
})

async function page(request: Request): Promise<Response> {
  const kept = (await caches.match(PAGE)) ?? (await caches.match('/'))
  if (!kept) return fetch(request)
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS))
  return Promise.race([fetch(request).catch(() => kept), late])
}

/** Files are named by their content: what was fetched once is good for ever. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok && answer.type === 'basic') await (await caches.open(NAME)).put(request, answer.clone())
  return answer
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (/^\/(assets\/|favicon|icon|manifest)/.test(pathname)) event.respondWith(file(request))
})
