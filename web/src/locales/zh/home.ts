/** Words of `home` in Chinese. */
export default {
  'home.greeting': '{name},今天是 {day}',
  'home.quick': '常用操作',
  'home.receive': '我要入库',
  'home.issue': '我要出库',
  'home.collect': '我要收款',
  'home.pay': '我要付款',
  'home.drafts': '待处理草稿',
  'home.unsaved': '本机未保存',
  'home.latest': '最近单据',
  'home.all': '全部单据',
  'home.none': '还没有单据。先导入或新建商品和往来单位,再录第一张单据。',
} as const
