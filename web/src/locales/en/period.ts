/** Words of `period` in English. */
export default {
  'period.order': 'Closed in this order: stock → open items → ledger',
  'period.month': 'Month',
  'period.stock': 'Stock',
  'period.arap': 'Open items',
  'period.ledger': 'Ledger',
  'period.open': 'Open',
  'period.closed': 'Closed',
  'period.close': 'Close',
  'period.confirm': 'Close {part} of {month}? Nothing can be posted into it afterwards.',
  'period.closedNow': '{part} of {month} closed',
  'period.reopen': 'Reopen',
  'period.reopenOf': 'Reopen {part} of {month}',
  'period.reopened': '{part} of {month} reopened',
}
