/** Words of `report` in English. */
export default {
  'report.rows': '{count} rows',
  'report.range': 'Range',
  'report.thisMonth': 'This month',
  'report.lastMonth': 'Last month',
  'report.thisYear': 'This year',
  'report.empty': 'No data for this choice.',
}
