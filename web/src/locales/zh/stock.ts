/** Words of `stock` in Chinese. */
export default {
  'stock.asOf': '截至',
  'stock.asOfNote': '{day} 日终的库存',
  'stock.search': '商品编码、名称、条码、助记码',
  'stock.category': '类别',
  'stock.code': '编码',
  'stock.onHand': '现存量',
  'stock.reserved': '预留',
  'stock.available': '可用量',
  'stock.unit': '单位',
  'stock.unitCost': '单位成本',
  'stock.amount': '库存金额',
  'stock.empty': '没有库存。',
} as const
