/** Papers that wait for an inspection, what is written of each line, and the document that says it to the server. */
import type { WaitingLine } from '@/api/types'

export interface WaitingPaper {
  id: string
  type: 'goods_arrival' | 'purchase_receipt'
  number: string
  party: string
  partyId: string
  warehouse: string
  warehouseId: string
  order: string
  due: string
  daysLate: number
  lines: WaitingLine[]
}

/** What is written of a line: quantities as typed, "" for none. */
export interface Finding {
  quantity: string
  sample_quantity: string
  rejected: string
  concession: string
  defect: string
  concession_reason: string
}

/** One thing looked at: passed, failed or not looked at. */
export interface CheckItem {
  name: string
  result: '' | 'pass' | 'fail'
  note: string
}

/** Lines of one document together, in their order. */
export function papersOf(lines: WaitingLine[]): WaitingPaper[] {
  const found = new Map<string, WaitingPaper>()
  for (const line of lines) {
    const paper = found.get(line.document_id) ?? {
      id: line.document_id,
      type: line.type_code as WaitingPaper['type'],
      number: line.number,
      party: line.party,
      partyId: line.party_id,
      warehouse: line.warehouse,
      warehouseId: line.warehouse_id,
      order: line.order_number,
      due: line.due_on,
      daysLate: line.days_late,
      lines: [],
    }
    paper.lines.push(line)
    found.set(line.document_id, paper)
  }
  return [...found.values()]
}

export const blankFinding = (line: WaitingLine): Finding => ({ quantity: line.quantity, sample_quantity: '', rejected: '', concession: '', defect: '', concession_reason: '' })

/** 检验项结果 as it is kept and printed: what was looked at, with its result. */
export const checksText = (items: CheckItem[], words: { pass: string; fail: string }): string =>
  items
    .filter((one) => one.name.trim() && one.result)
    .map((one) => `${one.name.trim()} ${one.result === 'pass' ? words.pass : words.fail}${one.note.trim() ? `(${one.note.trim()})` : ''}`)
    .join(';')

/** The document for the server; lines of which nothing is inspected are left for another time. */
export function bodyOf(paper: WaitingPaper, findings: Record<string, Finding>, header: { business_on: string; inspector: string; checks: string; uploads: string[] }): Record<string, unknown> {
  const lines = paper.lines.flatMap((line) => {
    const finding = findings[line.line_id]
    if (!finding?.quantity || Number(finding.quantity) === 0) return []
    const said = Object.fromEntries(Object.entries(finding).filter(([, value]) => value.trim() !== ''))
    return [
      {
        ...said,
        product: line.product_id,
        unit: line.unit_id,
        source_line: line.line_id,
        ...(line.bin ? { bin: line.bin, bin_to: line.bin } : {}),
        ...(line.tracking === 'serial' && line.serials ? { serials: line.serials } : {}),
        ...(header.checks ? { checks: header.checks } : {}),
      },
    ]
  })
  const { business_on, inspector, uploads } = header
  return { business_on, inspector, party: paper.partyId, warehouse: paper.warehouseId, ...(uploads.length ? { uploads } : {}), lines }
}
