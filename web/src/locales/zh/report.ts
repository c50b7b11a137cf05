/** Words of `report` in Chinese. */
export default {
  'report.rows': '{count} 行',
  'report.range': '期间',
  'report.thisMonth': '本月',
  'report.lastMonth': '上月',
  'report.thisYear': '本年',
  'report.empty': '所选条件下没有数据。',
} as const
