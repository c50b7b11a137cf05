/** Words of `home` in English. */
export default {
  'home.greeting': '{name}, today is {day}',
  'home.quick': 'Quick actions',
  'home.receive': 'Receive goods',
  'home.issue': 'Issue goods',
  'home.collect': 'Record a receipt',
  'home.pay': 'Record a payment',
  'home.drafts': 'Open drafts',
  'home.unsaved': 'Unsaved on this computer',
  'home.latest': 'Latest documents',
  'home.all': 'All documents',
  'home.none': 'No documents yet. Import or create products and parties, then enter the first document.',
}
