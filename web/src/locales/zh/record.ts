/** Words of `record` in Chinese. */
export default {
  'record.of': '{what}资料',
  'record.search': '编码、名称、助记码、条码',
  'record.saved': '{name} 已保存',
  'record.inactive': '停用',
  'record.units': '其他单位',
  'record.unit': '单位',
  'record.oneUnitIs': '1 {unit} =',
  'record.addUnit': '添加单位',
  'record.barcodes': '条码',
  'record.barcode': '条码',
  'record.addBarcode': '添加条码',
  'record.remove': '删除',
  'record.numerator': '换算数量',
  'record.denominator': '换算分母',
  'record.empty': '还没有记录。',
} as const
