import { describe, expect, it } from 'vitest'
import { bodyOf, freshPlan, keepable, stepOf } from './plan'

const options = {
  may_open: true,
  today: '2026-11-21',
  editions: [{ code: 'GENERAL', label: '', label_en: '' }],
  roles: [],
  department: '公司',
  fund_accounts: [{ name: '现金', role: 'cash' }],
}

describe('the plan of a company', () => {
  it('begins with the month and what fits most', () => {
    const plan = freshPlan(options, '主仓库')
    expect([plan.edition, plan.started_on, plan.warehouses, plan.departments]).toEqual(['GENERAL', '2026-11-01', ['主仓库'], ['公司']])
  })

  it('sends no empty rows', () => {
    const plan = { ...freshPlan(options, '主仓库'), name: ' 张记 ', warehouses: ['主仓库', ' ', ''], departments: [''] }
    plan.people = [{ username: '', display_name: ' ', password: '', role: 'sales' }]
    const body = bodyOf(plan)
    expect([body.name, body.warehouses, body.departments, body.people]).toEqual(['张记', [{ name: '主仓库' }], [], []])
  })

  it('never keeps a password', () => {
    const plan = { ...freshPlan(options, ''), people: [{ username: 'li', display_name: '李', password: 'secret', role: 'sales' }] }
    expect(JSON.stringify(keepable(plan))).not.toContain('secret')
    expect(plan.people[0]?.password).toBe('secret')
  })

  it.each([
    ['name', 'company'],
    ['started_on', 'books'],
    ['warehouses', 'stock'],
    ['fund_accounts', 'money'],
    ['people.password', 'people'],
    ['whatever', 'review'],
    [null, 'review'],
  ])('asks %s on step %s', (field, step) => expect(stepOf(field)).toBe(step))
})
