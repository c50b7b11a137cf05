import { describe, expect, it, vi } from 'vitest'
import { NoAnswer } from '@/api/client'
import { useAttempt } from './attempt'

describe('useAttempt', () => {
  it('does one thing at a time', async () => {
    const { busy, attempt } = useAttempt()
    let finish = (): void => undefined
    const first = attempt(() => new Promise<string>((resolve) => (finish = () => resolve('done'))))
    const second = vi.fn(() => Promise.resolve('again'))
    expect(busy.value).toBe(true)
    expect(await attempt(second)).toBeNull()
    expect(second).not.toHaveBeenCalled()
    finish()
    expect(await first).toBe('done')
    expect(busy.value).toBe(false)
  })

  it('says why not, and forgets it at the next press', async () => {
    const { problems, attempt } = useAttempt()
    expect(await attempt(() => Promise.reject(new Error('no')))).toBeNull()
    expect(problems.value).toEqual(['no'])
    expect(await attempt(() => Promise.resolve(1))).toBe(1)
    expect(problems.value).toEqual([])
  })

  it('keeps the key and the request until the server has answered', async () => {
    const { once } = useAttempt()
    const sent: [number, string][] = []
    const answers = [() => Promise.reject(new NoAnswer('lost')), () => Promise.reject(new Error('refused')), () => Promise.resolve('yes')]
    const send = (body: number, key: string): Promise<string> => {
      sent.push([body, key])
      return answers[sent.length - 1]!()
    }
    expect(await once('sell', 1, send)).toBeNull()
    expect(await once('sell', 2, send)).toBeNull() // what waited goes first, as it was
    expect(await once('sell', 3, send)).toBe('yes')
    expect(sent.map(([body]) => body)).toEqual([1, 1, 3])
    expect(sent[1]![1]).toBe(sent[0]![1])
    expect(sent[2]![1]).not.toBe(sent[0]![1])
  })
})
