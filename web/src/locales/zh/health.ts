/** Words of `health` in Chinese. */
export default {
  'health.checking': '正在检查…',
  'health.fine': '账实一致:{count} 项检查全部通过',
  'health.wrong': '发现 {count} 处不一致,请查看',
  'health.explanation': '每次检查都从账簿重新计算库存、成本、往来和总账,并与余额逐项核对。',
  'health.never': '还没有核对过账簿,点这里核对',
  'health.at': '上次核对 {at}',
  'health.again': '重新检查',
  'health.documents': '相关单据',
} as const
