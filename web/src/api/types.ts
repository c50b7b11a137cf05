/** What the server sends and takes (docs: /api/openapi.json). Decimals, ids and days are text. */

export interface Named {
  id: string
  name: string
  code?: string
}

export interface User {
  id: string
  username: string
  display_name: string
  must_change_password: boolean
}

export interface Company {
  id: string
  code: string
  name: string
  standard?: string
  taxpayer?: string
  is_demo?: boolean
  started_on?: string
}

export interface Session {
  user: User | null
  company: Company | null
  companies: Company[]
  permissions: string[]
  today: string
  version: string
}

export interface Choice {
  code: string
  label: string
  label_en: string
}

export interface Field {
  key: string
  label: string
  label_en: string
  kind: string
  required: boolean
  choices: Choice[]
  default: string | null
  help: string
  shows_cost: boolean
}

export interface Rights {
  view: boolean
  create: boolean
  post: boolean
  reverse: boolean
  close: boolean
}

export interface DocumentType {
  code: string
  label: string
  label_en: string
  prefix: string
  department: string
  states: Record<string, { label: string; label_en: string }>
  posted_state: string
  party: string
  amounts: string
  goods: string
  is_order: boolean
  is_red: boolean
  can_reverse: boolean
  price_mode: string
  header: Field[]
  lines: Field[]
  sources: string[]
  targets: string[]
  may: Rights
}

export interface DocumentRow {
  id: string
  type_code: string
  number: string
  state: string
  business_on: string
  party: Named | null
  warehouse: Named | null
  amount_net: string | null
  amount_tax: string | null
  amount_incl: string | null
  is_red: boolean
  remark: string
  created_by_name: string
  posted_at: string | null
  revision: number
}

/** Null where the reader may not see the money. */
export interface Totals {
  amount_net: string | null
  amount_tax: string | null
  amount_incl: string | null
}

export interface DocumentPage {
  rows: DocumentRow[]
  total: number
  sums: Totals
}

export interface DocumentMention {
  id: string
  type_code: string
  number: string
  state: string
  business_on: string
}

/** A header or line value: text, flag, list, or a reference with its names. */
export type Value = string | number | boolean | null | Named | unknown[] | Record<string, unknown>

export interface DocumentLine {
  id: string
  line_no: number
  source?: { document_id: string; number: string; line_no: number } | null
  done?: Record<string, string>
  [key: string]: unknown
}

export interface DocumentHead {
  id: string
  type_code: string
  number: string
  state: string
  business_on: string
  revision: number
  amount_net: string | null
  amount_tax: string | null
  amount_incl: string | null
  is_red: boolean
  reversed_by?: DocumentMention | string | null
  reverses?: DocumentMention | string | null
  [key: string]: unknown
}

export interface Move {
  product: Named
  from: string
  to: string
  quantity: string
}

export interface CostValue {
  product: Named
  kind: string
  kind_label: string
  quantity: string
  amount: string
  cause: { id: string; number: string } | null
}

export interface OpenItem {
  id: string
  name: string
  document: { id: string; number: string }
  kind: string
  kind_label: string
  party: Named
  amount: string
  residual: string
  due_on: string | null
  applications?: { document: { id: string; number: string }; amount: string; business_on: string }[]
}

export interface EntryLine {
  account_code: string
  account_name: string
  debit: string
  credit: string
  party?: Named | string | null
  memo?: string
}

export interface Entry {
  id: string
  purpose: string
  business_on: string
  summary: string
  voucher: string | null
  hidden_line_count: number
  lines: EntryLine[]
}

export interface Effects {
  moves: Move[]
  values: CostValue[]
  items: OpenItem[]
  entries: Entry[]
}

export interface DocumentDetail {
  document: DocumentHead
  lines: DocumentLine[]
  chain: { upstream: DocumentMention[]; downstream: DocumentMention[] }
  effects: Effects
  history: { at: string; user_name: string; action: string; device: string }[]
}

export type DocumentBody = Record<string, unknown> & { lines: Record<string, unknown>[] }

export interface Saved {
  id: string
  number: string
  state: string
  revision: number
}

export interface Preview {
  sentences: string[]
  stock: { product: Named; unit: string; place: string; before: string; after: string; available: string | null }[]
  items: { kind: string; kind_label: string; party: string; amount: string }[]
  entries: EntryLine[]
  totals: Totals
  lines: (Totals & { line_no: number; available: string | null })[]
}

export interface Posted {
  documents: { id: string; number: string; state: string; type_code: string }[]
  repeated: boolean
}

export interface SearchHit {
  kind: string
  id: string
  label: string
  detail: string
  type_code?: string
}

export interface ProductUnit {
  id: string
  name: string
  precision?: number
  numerator?: string | number
  denominator?: string | number
}

/** A hit of a lookup; products carry what a document line needs. */
export interface LookupHit {
  id: string
  code?: string
  name: string
  detail?: string
  specification?: string
  base_unit?: ProductUnit
  scanned_unit?: { id: string; name: string } // the unit whose barcode was scanned, else the base unit
  units?: ProductUnit[]
  tax_code?: { id: string; code: string; rate: string } | null
  rate?: string
  sale_price?: string | null
  purchase_price?: string | null
  stock?: { warehouse: Named | string; on_hand: string; available: string }[]
  [key: string]: unknown
}

export interface StockRow {
  product: Named & { specification?: string; unit?: string }
  warehouse: Named | null
  on_hand: string
  reserved: string
  available: string
  amount: string | null
  unit_cost: string | null
}

export interface StockPage {
  rows: StockRow[]
  total: number
  sums: Record<string, string | null>
}

export interface ReportParameter {
  key: string
  label: string
  label_en?: string
  kind: string
  default: string | null
  choices?: Choice[]
  required?: boolean
}

export interface ReportInfo {
  name: string
  label: string
  label_en?: string
  parameters: ReportParameter[]
}

export interface ReportColumn {
  key: string
  label: string
  label_en?: string
  kind: string
}

export type ReportLink = { report: string; parameters: Record<string, string> } | { document: string }

export interface Report {
  name: string
  label: string
  label_en?: string
  parameters: Record<string, string | null>
  columns: ReportColumn[]
  rows: (Record<string, unknown> & { link?: ReportLink | null })[]
  totals: Record<string, string | null>
  row_count: number
  notes: string[]
}

export type Record_ = Record<string, unknown> & { id: string }

export interface RecordPage {
  rows: Record_[]
  total: number
}

export interface ImportProblem {
  row: number
  column: string
  value: string
  code: string
  message: string
}

export interface ImportColumn {
  key: string
  label: string
  label_en?: string
  required?: boolean
}

export interface ImportCheck {
  token: string
  columns: ImportColumn[]
  header: string[]
  mapping: Record<string, string | null>
  rows_total: number
  preview: Record<string, unknown>[]
  problems: ImportProblem[]
}

export interface ImportResult {
  created: number
  skipped: number
  problems: ImportProblem[]
}

export interface Finding {
  [key: string]: unknown
}

export interface Audit {
  invariants: number
  violations: number
  findings: Finding[]
}
