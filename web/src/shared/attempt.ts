/** One press of a button at a time, and what the server refused of it in the reader's words. */
import { ref } from 'vue'
import { NoAnswer } from '@/api/client'
import { answered, intend } from '@/kit/intent'
import { sentences } from './problems'
import { scope } from './session'

/** The name under which the intent of this person in this company is kept. */
export const intentName = (what: string): string => `${scope.value}.${what}`

export function useAttempt() {
  const busy = ref(false)
  const problems = ref<string[]>([])

  /** Does the work; null when it was refused, and when another press is still under way. */
  async function attempt<T>(work: () => Promise<T>, say: (caught: unknown) => string[] = sentences): Promise<T | null> {
    if (busy.value) return null
    busy.value = true
    problems.value = []
    try {
      return await work()
    } catch (caught) {
      problems.value = say(caught)
      return null
    } finally {
      busy.value = false
    }
  }

  /** Sends what must not be done twice: without an answer the next press asks again under the same key. */
  const once = <B, A>(what: string, body: B, send: (body: B, key: string) => Promise<A>): Promise<A | null> =>
    attempt(async () => {
      const name = intentName(what)
      const intent = intend(name, body)
      try {
        const answer = await send(intent.body as B, intent.key)
        answered(name)
        return answer
      } catch (caught) {
        if (!(caught instanceof NoAnswer)) answered(name)
        throw caught
      }
    })

  return { busy, problems, attempt, once }
}
