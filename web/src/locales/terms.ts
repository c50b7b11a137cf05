/** Words that the server writes into the rows of reports, in English. Names that people gave stay as they are. */
const terms: Record<string, string> = {
  期初余额: 'Opening balance',
  应收账款: 'Receivable',
  应付账款: 'Payable',
  暂估应付: 'Estimated payable',
  预收账款: 'Advance received',
  预付账款: 'Prepayment',
  借: 'Dr',
  贷: 'Cr',
  平: 'Zero',
  草稿: 'Draft',
  已审核: 'Approved',
  部分执行: 'Partly done',
  部分完成: 'Partly done',
  已完成: 'Done',
  已过账: 'Posted',
  已关闭: 'Closed',
  短交关闭: 'Closed short',
  已作废: 'Cancelled',
  已红冲: 'Reversed',
}

export default terms
