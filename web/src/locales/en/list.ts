/** Words of `list` in English. */
export default {
  'list.all': 'All',
  'list.empty': 'No documents yet.',
  'list.filteredEmpty': 'Nothing fits the filter.',
  'list.showAll': 'Show all',
  'list.searchHere': 'Search this list',
  'list.searchPlaceholder': 'Number, remark',
  'list.from': 'From',
  'list.to': 'To',
  'list.sum': 'Total',
  'list.paging': 'Pages',
  'list.range': '{from}–{to} of {total}',
  'list.previous': 'Previous page',
  'list.next': 'Next page',

  'state.draft': 'Draft',
}
