import { expect, test } from 'vitest'
import { SEPARATOR } from '@/kit/grid/scanner'
import { decode } from './decode'

/** GS1-128 of (01)06901234567908(10)L-B(17)271231: the widths of bars and gaps, a bar first. */
const WIDTHS = '2112144111311131412221221222132141211122321311233311211341111322122213121141311321311221321311234111311131411232213122121122322123211323112331112'

/** The bars as a picture, black on white, two points a module. */
function drawn(widths: string): ImageData {
  const modules = [...widths].map((width, at) => (at % 2 ? '0' : '1').repeat(Number(width))).join('')
  const [left, height, width] = [40, 60, modules.length * 2 + 80]
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height; y++) for (let x = 0; x < modules.length * 2; x++) if (modules[x >> 1] === '1') data.fill(0, (y * width + left + x) * 4, (y * width + left + x) * 4 + 3)
  return { data, width, height } as ImageData
}

test('FNC1 is kept: it says that a code is of GS1, and where a lot ends', () => {
  expect(decode(drawn(WIDTHS))).toBe(`]C1010690123456790810L-B${SEPARATOR}17271231`)
})

test('a picture without a code says nothing', () => {
  expect(decode(drawn('9'))).toBeNull()
})
