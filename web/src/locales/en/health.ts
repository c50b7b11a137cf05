/** Words of `health` in English. */
export default {
  'health.checking': 'Checking…',
  'health.fine': 'The books agree: all {count} {count|check|checks} passed',
  'health.wrong': '{count} {count|disagreement|disagreements} found',
  'health.explanation': 'Every check computes stock, cost, open items and ledger again from the books and compares them with the balances.',
  'health.never': 'The books have not been checked yet: check them here',
  'health.at': 'Last checked {at}',
  'health.again': 'Check again',
  'health.documents': 'Documents',
}
