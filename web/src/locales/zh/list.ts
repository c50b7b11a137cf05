/** Words of `list` in Chinese. */
export default {
  'list.all': '全部',
  'list.empty': '还没有单据。',
  'list.filteredEmpty': '没有符合筛选条件的记录。',
  'list.showAll': '全部显示',
  'list.searchHere': '在本列表中查找',
  'list.searchPlaceholder': '单号、备注',
  'list.from': '起始日期',
  'list.to': '截止日期',
  'list.sum': '合计',
  'list.paging': '分页',
  'list.range': '第 {from}–{to} 条,共 {total} 条',
  'list.previous': '上一页',
  'list.next': '下一页',

  'state.draft': '草稿',
} as const
