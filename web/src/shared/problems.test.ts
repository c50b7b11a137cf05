import { describe, expect, it } from 'vitest'
import { NoAnswer, type Problem } from '@/api/client'
import { locale } from '@/kit/i18n'
import { sentence, sentences } from './problems'

describe('sentence', () => {
  it('of a crash is in the language of the page too', () => {
    const crash = new NoAnswer('服务器出错了', { code: 'INTERNAL', message: '服务器出错了', data: { number: 'a1' }, where: {} })
    expect(sentences(crash)).toEqual(['服务器出错了'])
    locale.value = 'en'
    expect(sentences(crash)[0]).toContain('tell the administrator number a1')
    locale.value = 'zh'
  })
  it('names a missing right as the page of roles does', () => {
    const problem = { code: 'MISSING_PERMISSION', message: '您没有权限(缺少权限:intercompany.view)。', data: { permission: 'intercompany.view' } } as unknown as Problem
    expect(sentence(problem)).toBe('您没有权限(缺少权限:查看组织间交易)。')
  })
})
