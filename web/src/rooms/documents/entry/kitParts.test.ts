import { expect, test } from 'vitest'
import { withoutComponent, withPiece, withWeight } from './kitParts'

const clock = { id: '1', code: 'CLOCK', name: '钟', need: '2' }
const ham = { id: '2', code: 'HAM', name: '火腿', need: '3' }

test('what is said of a component stands apart from the others', () => {
  expect(withoutComponent('TEA:L1*2; clock\uff1aS1\uff1b HAM:*3=', 'CLOCK')).toEqual(['TEA:L1*2', 'HAM:*3='])
})

test('a piece is added once, and no more than go out', () => {
  expect(withPiece('TEA:L1*2', clock, 'S1')).toEqual({ text: 'TEA:L1*2; CLOCK:S1' })
  expect(withPiece('CLOCK:S1; TEA:L1*2', clock, 'S2')).toEqual({ text: 'TEA:L1*2; CLOCK:S1 S2' })
  expect(withPiece('CLOCK:S1 S2', clock, 'S1')).toBe('repeated')
  expect(withPiece('CLOCK:S1 S2', clock, 'S3')).toBe('full')
})

test('what is weighed adds up, in the place that waits for it', () => {
  const one = withWeight('HAM:L1*2=; HAM:L2*1=; TEA:L1*2', ham, '2.500')
  expect(one).toEqual({ text: 'TEA:L1*2; HAM:L1*1=2.5; HAM:L1*1=; HAM:L2*1=' })
  const two = withWeight((one as { text: string }).text, ham, '2.615')
  expect(two).toEqual({ text: 'TEA:L1*2; HAM:L1*2=5.115; HAM:L2*1=' })
  const three = withWeight((two as { text: string }).text, ham, '2')
  expect(three).toEqual({ text: 'TEA:L1*2; HAM:L2*1=2; HAM:L1*2=5.115' })
  expect(withWeight((three as { text: string }).text, ham, '2')).toBe('full')
  expect(withWeight('', ham, '2.5')).toEqual({ text: 'HAM:*1=2.5' })
  expect(withWeight('HAM:*1=2.5', ham, '2.5')).toEqual({ text: 'HAM:*2=5' })
})
