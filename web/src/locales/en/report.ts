/** Words of `report` in English. */
export default {
  'report.rows': '{count} rows',
  'report.range': 'Range',
  'report.thisMonth': 'This month',
  'report.lastMonth': 'Last month',
  'report.thisYear': 'This year',
  'report.empty': 'No data for this choice.',
  'report.today': 'Today',
  'report.lastYear': 'Last year',
  'report.group': 'Subtotals',
  'report.noGroup': 'None',
  'report.columns': 'Columns',
  'report.export': 'Export',
  'report.print': 'Print',
  'report.refresh': 'Refresh',
  'report.subtotal': 'Subtotal {what} ({count} rows)',
  'report.drop': 'Drop this filter',
}
