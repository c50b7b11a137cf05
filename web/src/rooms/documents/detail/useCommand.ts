/** A command on one document (reverse, close short), sent once under its own key. */
import { ref } from 'vue'
import { pending } from '@/kit/intent'
import { intentName, useAttempt } from '@/shared/attempt'

/** `what` is the same for the same command on the same document, also after a reload. */
export function useCommand<B, A>(what: string, send: (body: B, key: string) => Promise<A>) {
  const { busy: isBusy, problems, once } = useAttempt()
  const isWaiting = (): boolean => pending(intentName(what)) !== null
  const isUnknown = ref(isWaiting())

  async function run(body: B): Promise<A | null> {
    const answer = await once(what, body, send)
    isUnknown.value = isWaiting()
    return answer
  }
  return { isBusy, isUnknown, problems, run }
}
