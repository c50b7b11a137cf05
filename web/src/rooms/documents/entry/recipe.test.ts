import { expect, it } from 'vitest'
import { recipeHits, withChange } from './recipe'

const noodles = [{ id: '1', code: 'FLOUR', name: '面粉', each: '0.12' }, { id: '2', code: 'BEEF', name: '牛肉', each: '50' }]

it('puts a change in the place of what was said of that ingredient', () => {
  expect(withChange('', 'EGG', '+1')).toBe('EGG:+1')
  expect(withChange('EGG:+1; BEEF:-', 'egg', '-')).toBe('BEEF:-; egg:-')
})

it('offers to leave out or to double what is in the recipe, and to add what is not', () => {
  const hits = recipeHits('BEEF:-', noodles, [{ id: '2', code: 'BEEF', name: '牛肉', each: '' }, { id: '3', code: 'EGG', name: '鸡蛋', each: '' }])
  expect(hits.map((one) => one.name)).toEqual(['BEEF:-; FLOUR:-', 'BEEF:-', 'BEEF:-; FLOUR:+0.12', 'BEEF:+50', 'BEEF:-; EGG:+1'])
})
