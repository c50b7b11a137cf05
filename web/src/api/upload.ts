/** Sending a file with its progress, which fetch does not tell. Refusals are those of the client. */
import { csrf, NoAnswer, problemsOf, ServerRefusal } from './client'

const STUCK_AFTER = 120_000

/** Throws ServerRefusal when the answer is no, NoAnswer when there is none: the same file may then be sent again. */
export function sendFile<T>(path: string, form: FormData, onProgress: (done: number) => void, key = ''): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api${path}`)
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('X-CSRFToken', csrf())
    if (key) request.setRequestHeader('Idempotency-Key', key)
    request.timeout = STUCK_AFTER
    request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0)
    request.onerror = request.ontimeout = request.onabort = () => reject(new NoAnswer(''))
    request.onload = () => {
      let answer: unknown = null
      try {
        answer = JSON.parse(request.responseText)
      } catch {
        return reject(new NoAnswer(''))
      }
      if (request.status >= 200 && request.status < 300) return resolve(answer as T)
      const problems = problemsOf(answer, request.status)
      if (request.status >= 500) return reject(new NoAnswer(problems[0]?.message ?? '', problems[0]))
      reject(new ServerRefusal(request.status, problems))
    }
    request.send(form)
  })
}
