/** Words of `report` in Chinese. */
export default {
  'report.rows': '{count} 行',
  'report.range': '期间',
  'report.thisMonth': '本月',
  'report.lastMonth': '上月',
  'report.thisYear': '本年',
  'report.empty': '所选条件下没有数据。',
  'report.today': '今天',
  'report.lastYear': '上年',
  'report.group': '小计',
  'report.noGroup': '无',
  'report.columns': '列',
  'report.export': '导出',
  'report.print': '打印',
  'report.refresh': '刷新',
  'report.subtotal': '小计 {what}({count} 行)',
  'report.drop': '去掉这个条件',
} as const
