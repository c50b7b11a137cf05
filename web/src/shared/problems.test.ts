import { describe, expect, it } from 'vitest'
import type { Problem } from '@/api/client'
import { sentence } from './problems'

describe('sentence', () => {
  it('names a missing right as the page of roles does', () => {
    const problem = { code: 'MISSING_PERMISSION', message: '您没有权限(缺少权限:intercompany.view)。', data: { permission: 'intercompany.view' } } as unknown as Problem
    expect(sentence(problem)).toBe('您没有权限(缺少权限:查看组织间交易)。')
  })
})
