/** Words of `period` in Chinese. */
export default {
  'period.order': '结账顺序:库存 → 往来 → 总账',
  'period.month': '期间',
  'period.stock': '库存',
  'period.arap': '往来',
  'period.ledger': '总账',
  'period.open': '未结账',
  'period.closed': '已结账',
  'period.close': '结账',
  'period.confirm': '{month} {part}结账?结账后不能再过账到该期间。',
  'period.closedNow': '{month} {part}已结账',
  'period.reopen': '反结账',
  'period.reopenOf': '{month} {part}反结账',
  'period.reopened': '{month} {part}已反结账',
} as const
