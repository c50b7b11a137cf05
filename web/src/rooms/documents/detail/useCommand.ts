/** A command on one document (reverse, close short), sent once under its own key. */
import { ref } from 'vue'
import { NoAnswer, ServerRefusal } from '@/api/client'
import { answered, intend, pending } from '@/kit/intent'
import { sentences } from '@/shared/problems'
import { scope } from '@/shared/session'

/** `what` is the same for the same command on the same document, also after a reload. */
export function useCommand<B, A>(what: string, send: (body: B, key: string) => Promise<A>) {
  const name = `${scope.value}.${what}`
  const isBusy = ref(false)
  const isUnknown = ref(pending(name) !== null)
  const problems = ref<string[]>([])

  async function run(body: B): Promise<A | null> {
    if (isBusy.value) return null
    isBusy.value = true
    problems.value = []
    const intent = intend(name, body)
    try {
      const answer = await send(intent.body as B, intent.key)
      answered(name)
      isUnknown.value = false
      return answer
    } catch (caught) {
      if (caught instanceof ServerRefusal) answered(name)
      isUnknown.value = caught instanceof NoAnswer
      problems.value = sentences(caught)
      return null
    } finally {
      isBusy.value = false
    }
  }
  return { isBusy, isUnknown, problems, run }
}
