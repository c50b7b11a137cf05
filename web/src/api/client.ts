/** The one way to the server: JSON over fetch, with the CSRF token, and every refusal as a typed error. */
import type { paths } from './schema'

export interface Where {
  document?: number | null // of the call, from 0
  line_no?: number | null // from 1
  field?: string | null
}

export interface Problem {
  code: string
  message: string
  data: Record<string, unknown>
  where: Where
}

/** The server answered no, with all its reasons. */
export class ServerRefusal extends Error {
  constructor(
    readonly status: number,
    readonly problems: Problem[],
  ) {
    super(problems.map((problem) => problem.message).join('\n'))
  }
}

/** No answer, or one that does not say whether it was done: nobody knows what happened. `problem` is what was said, if anything. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    readonly problem?: Problem,
  ) {
    super(message)
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>

interface Options {
  query?: Query
  body?: unknown
  form?: FormData
  key?: string // Idempotency-Key
  meant?: string // person.company it was made for: refused in the session of another
  signal?: AbortSignal
}

let onSignedOut: () => void = () => undefined

/** What to do when the session has ended. */
export const whenSignedOut = (run: () => void): void => {
  onSignedOut = run
}

export function csrf(): string {
  return /(?:^|; )(?:hengku_csrf|csrftoken)=([^;]*)/.exec(document.cookie)?.[1] ?? ''
}

/** Where a call goes: also the address of a file to be fetched by the browser itself. */
export function address(path: string, query: Query = {}): string {
  const known = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const search = new URLSearchParams(known.map(([key, value]) => [key, String(value)])).toString()
  return `/api${path}${search ? `?${search}` : ''}`
}

export function problemsOf(answer: unknown, status: number): Problem[] {
  const said = (answer ?? {}) as Partial<Problem> & { detail?: unknown; data?: { problems?: Problem[] } }
  if (said.data?.problems?.length) return said.data.problems.map(complete)
  if (said.code) return [complete(said)]
  const text = typeof said.detail === 'string' ? said.detail : said.detail ? JSON.stringify(said.detail) : ''
  return [{ code: `HTTP_${status}`, message: text, data: {}, where: {} }]
}

const complete = (problem: Partial<Problem>): Problem => ({
  code: problem.code ?? 'PROBLEM',
  message: problem.message ?? '',
  data: problem.data ?? {},
  where: problem.where ?? {},
})

/** Sends one request. Throws ServerRefusal when the answer is no, NoAnswer when there is none. */
export async function send<T>(method: string, path: string, options: Options = {}, isAgain = false): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (method !== 'GET') headers['X-CSRFToken'] = csrf()
  if (options.body !== undefined) headers['Content-Type'] = 'application/json'
  if (options.key) headers['Idempotency-Key'] = options.key
  if (options.meant) headers['Hengku-For'] = options.meant
  const body = options.form ?? (options.body === undefined ? undefined : JSON.stringify(options.body))
  let response: Response
  let answer: unknown
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      body,
      credentials: 'same-origin',
      signal: options.signal,
    })
    const text = await response.text()
    answer = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null
  } catch (caught) {
    if (caught instanceof DOMException && caught.name === 'AbortError') throw caught
    throw new NoAnswer('')
  }
  if (response.ok) return answer as T
  const problems = problemsOf(answer, response.status)
  if (problems[0]?.code === 'CSRF_FAILED' && !isAgain) {
    // the page is older than the session's token: nothing was done yet, so it is sent once more with the new one
    await send('GET', '/session')
    return send(method, path, options, true)
  }
  if (response.status === 401 && problems[0]?.code === 'SIGN_IN_REQUIRED') onSignedOut()
  // a gateway that gave up, or a crash on the way: the work may have been done
  if (response.status >= 500 && response.status !== 503) throw new NoAnswer(problems[0]?.message ?? '', problems[0])
  throw new ServerRefusal(response.status, problems)
}

// ── the same, with paths, parameters and bodies checked against the server's description ──

type Method = 'get' | 'post' | 'put' | 'delete'
type Operation<P extends keyof paths, M extends Method> = Required<paths[P]>[M]
type Body<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : undefined
type Part<O, K extends string> = O extends { parameters: infer A } ? (A extends { [key in K]?: infer V } ? NonNullable<V> : never) : never
/** Ids are text here: they may be larger than a number of JavaScript holds. */
type PathOf<O> = { [K in keyof Part<O, 'path'>]: string }
type QueryOf<O> = { [K in keyof Part<O, 'query'>]?: Part<O, 'query'>[K] | undefined }
type Ok<R> = R extends { 200: { content: { 'application/json': infer T } } } ? T : R extends { 201: { content: { 'application/json': infer T } } } ? T : unknown
type Answer<O> = O extends { responses: infer R } ? Ok<R> : unknown

interface Given<O> {
  path?: PathOf<O>
  query?: QueryOf<O>
  body?: Body<O>
  key?: string
}

/** One call of the API by its path as the description writes it: `call('get', '/api/documents/{document_id}', …)`. */
export function call<P extends keyof paths, M extends Method>(method: M, path: P, given: Given<Operation<P, M>> = {}): Promise<Answer<Operation<P, M>>> {
  const parts = (given.path ?? {}) as Record<string, string>
  const filled = String(path).replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''))
  return send(method.toUpperCase(), filled.replace(/^\/api/, ''), { query: given.query as Query | undefined, body: given.body, key: given.key })
}
