/**
 * What the server sends, by the names this client uses. Taken from schema.d.ts, which is made from the server's own
 * description; where that says only "an object" (values that depend on a declaration), the shape is written here.
 */
import type { components } from './schema'

type Schemas = components['schemas']

/** A record that is there already, and by which field it is the same. */
export type Similar = Schemas['SimilarAnswer']

export type Named = Schemas['Named']
export type Finished = Schemas['FinishedAnswer']
export type Session = Schemas['SessionAnswer']
export type GroupLink = Schemas['GroupLinkAnswer']
export type GroupCompany = Schemas['GroupCompanyAnswer']
export type GroupTrade = Schemas['GroupTradeAnswer']
export type GroupHeld = Schemas['EliminationAnswer']
export type GroupPosted = Schemas['GroupTradePostedAnswer']
export type Company = Schemas['CompanyAnswer']
export type CompanyAbout = Schemas['CompanyAboutOut']
export type CompanyBody = Schemas['CompanyAboutBody']
export type CompanySettings = Schemas['SettingsOut']
export type CompanySetting = Schemas['SettingOut']
export type WordList = Schemas['WordListAnswer']
export type WordEntry = Schemas['DictionaryEntryAnswer']
export type CostingCategory = Schemas['CostingCategoryOut']
export type CostingConversion = Schemas['ConversionOut']
/** Whose way of costing changes, and what it is now. */
export interface CostingSubject {
  subject: 'method' | 'scope' | 'category'
  category: string
  name: string
  value: string
}
export type Choice = Schemas['ChoiceAnswer']
export type Field = Schemas['FieldAnswer']
export type DocumentType = Schemas['TypeAnswer']
export type DocumentRow = Schemas['DocumentRow']
export type DocumentPage = Schemas['DocumentListAnswer']
export type DocumentTotals = Schemas['DocumentTotalsAnswer']
export type FilterField = Schemas['FilterFieldAnswer']
export type Peek = Schemas['PeekAnswer']
export type Batch = Schemas['BatchAnswer']
export type TaskBody = Schemas['TaskBody']
export type Work = Omit<Schemas['BackgroundTaskAnswer'], 'audit'> & { audit: Audit | null }

/** One question about one field of a list; values are text. */
export interface Condition {
  field: string
  op: string
  value: string[]
}
export interface ListFilter {
  match: 'all' | 'any'
  conditions: Condition[]
}
/** What a saved view holds. */
export interface ViewContent {
  version?: number
  query: Record<string, string>
  filter: ListFilter
  columns: { key: string; width?: number | null }[]
  sort: string
  frozen: number
  density: string
}
export type View = Omit<Schemas['ViewAnswer'], 'content'> & { content: ViewContent }
export type Views = Omit<Schemas['ViewsAnswer'], 'views'> & { views: View[] }
export type DocumentMention = Schemas['Mention']
export type Move = Schemas['MoveAnswer']
export type OpenItem = Schemas['ItemAnswer']
export type EntryLine = Schemas['EntryLineAnswer']
export type Effects = Schemas['EffectsAnswer']
export type Saved = Schemas['SavedAnswer']
export type Posted = Schemas['PostedAnswer']
export type SearchHit = Schemas['HitAnswer']
export type EntryFacts = Schemas['EntryFactsAnswer']
export type SearchKeys = Schemas['SearchKeysAnswer']
export type Waiting = Schemas['NoticeAnswer']
export type Place = Schemas['PlaceAnswer']
export type WaitingLine = Schemas['WaitingLine']
export type InspectedLine = Schemas['InspectedLine']
export type Inspections = Schemas['InspectionsAnswer']
export type Count = Schemas['CountAnswer']
export type CountLine = Schemas['CountLineAnswer']
export type CountLines = Schemas['CountLineListAnswer']
export type CountStart = Schemas['StartBody']
export type Scales = Schemas['ScaleFormatsOut']
export type ScaleRow = Schemas['ScaleFormatBody']
export type ScaleTrial = Schemas['ScaleTrialOut']
export type AccountMap = Schemas['AccountRolesOut']
export type AccountRole = Schemas['AccountRoleOut']
export type CarryingAccount = Schemas['CarryingAccountOut']
export type CountPlan = Schemas['PlanAnswer']
export type PlanRow = Schemas['PlanRowAnswer']
export type PlanStart = Schemas['PlanStartBody']
export type CountEntry = Schemas['EntryBody']
export type Token = Schemas['TokenAnswer']
export type Tokens = Schemas['TokenListAnswer']
export type NewToken = Schemas['NewTokenAnswer']
export type Person = Schemas['UserRowAnswer']
export type People = Schemas['UserListAnswer']
export type Invited = Schemas['InvitedAnswer']
export type Role = Schemas['RoleAnswer']
export type Rights = Schemas['RightsAnswer']
export type RightsRemark = Schemas['RemarkAnswer']
export type ReportInfo = Schemas['ReportInfoAnswer']
export type MadeOfReport = Schemas['MadeAnswer']
export type ReportParameter = Schemas['ReportParameterAnswer']
export type ReportColumn = Schemas['ReportColumnAnswer']
export type Home = Schemas['HomeAnswer']
export type Task = Schemas['TaskAnswer']
export type Sold = Schemas['SoldAnswer']
export type ProductPage = Schemas['ProductPageAnswer']
export type DocumentName = Schemas['DocumentName']
export type NeededComponent = Schemas['NeededAnswer']
export type Bill = Schemas['BillAnswer']
export type BillBody = Schemas['BillBody']
export type ProductDay = Schemas['ProductDayAnswer']
export type PartyPage = Schemas['PartyPageAnswer']
export type PartySide = Schemas['SideAnswer']
export type EstimateRun = Schemas['EstimateRunAnswer']
export type ClosingCheck = Schemas['ClosingCheckAnswer']
export type Attachment = Schemas['AttachmentAnswer']
export type Upload = Schemas['UploadAnswer']
export type AttachmentList = Schemas['AttachmentListAnswer']
export type Comment = Schemas['CommentAnswer']
export type HistoryEvent = Schemas['EventAnswer']
export type HistoryChange = Schemas['ChangeAnswer']
export type ChainPicture = Schemas['PictureAnswer']
export type ChainNode = Schemas['NodeAnswer']
export type ChainEdge = Schemas['EdgeAnswer']
export type Target = Schemas['TargetAnswer']
export type ClosingPreview = Schemas['ClosingPreviewAnswer']
export type LastCheck = Schemas['LastCheckAnswer']
export type Audit = Omit<Schemas['AuditAnswer'], 'findings'> & { findings: Finding[] }

export type Unfinished = Schemas['UnfinishedAnswer']
export type UnfinishedForm = Schemas['UnfinishedFormAnswer']
export type FormBody = Schemas['FormBody']
export type ChecksBody = Schemas['ChecksBody']
export type Checks = Schemas['ChecksAnswer']
export type Promises = Schemas['PromisesAnswer']
export type ProductCheck = Schemas['ProductCheckAnswer']
export type Credit = Schemas['CreditAnswer']
export type LastPrice = Schemas['LastPriceAnswer']
/** A line to take over: fields of the new type, and where it comes from. */
export type PullableLine = Record<string, unknown> & { source_line: string; quantity: string; source: { number: string; line_no: number; left: string; whole: string; price: string | null } }
export type Pullable = Omit<Schemas['PullableAnswer'], 'lines'> & { lines: PullableLine[] }

/** Null where the reader may not see the money. */
type Totals = Schemas['TotalsAnswer']

/** A line: the fields of its type beside these. */
export interface DocumentLine {
  id: string
  line_no: number
  source?: { document_id: string; number: string; line_no: number } | null
  done?: Record<string, string>
  [field: string]: unknown
}

/** A header: the fields of its type beside these. */
export interface DocumentHead extends Totals {
  id: string
  type_code: string
  number: string
  state: string
  business_on: string
  revision: number
  is_red: boolean
  reversed_by?: DocumentMention | null
  reverses?: DocumentMention | null
  count?: { id: string; number: string } | null // the one that made the document
  [field: string]: unknown
}

export type DocumentDetail = Omit<Schemas['DocumentDetailAnswer'], 'document' | 'lines' | 'effects'> & {
  document: DocumentHead
  lines: DocumentLine[]
  effects: Effects
}

export type DocumentBody = Record<string, unknown> & { lines: Record<string, unknown>[] }

export type Preview = Omit<Schemas['PreviewAnswer'], 'stock' | 'items' | 'entries' | 'lines'> & {
  stock: { product: Named; unit: string; place: string; before: string; after: string; available: string | null }[]
  items: { kind: string; kind_label: string; party: string; amount: string }[]
  entries: EntryLine[]
  lines: (Totals & { line_no: number; available: string | null })[]
}

export type DocumentHolds = Schemas['DocumentHoldsAnswer']
export type ReversalPreview = Preview & Pick<Schemas['ReversalPreviewAnswer'], 'business_on' | 'values' | 'residuals' | 'states' | 'again'>

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
  tax_code?: { id: string; code: string; name?: string; rate: string } | null
  rate?: string
  sale_price?: string | null
  purchase_price?: string | null
  stock?: { warehouse: Named; on_hand: string; available: string }[]
  last?: LastPrice | null // with the party of the document, else with anybody
  [key: string]: unknown
}

export interface StockRow {
  product: Named & { specification: string; unit: string; weight_unit: string; category: string }
  warehouse: Named | null
  on_hand: string
  in_units: string // 41 瓶 as 3箱5瓶, "" without larger units (B1)
  weight: string | null // of goods that are weighed (B2)
  reserved: string | null
  available: string | null
  on_order: string | null
  on_mo: string | null // being made (Q3c)
  in_transit: string
  qc_hold: string
  frozen: string
  defect: string
  lent: string
  consigned: string
  place: string | null // the warehouse by name, or where goods lie that are in none
  safety: string | null // where it was asked
  stock_minimum: string | null
  status: string | null
  amount: string | null
  unit_cost: string | null
  link: ReportLink | null
  questions?: Questions
}

export type StockPage = Omit<Schemas['StockAnswer'], 'rows'> & { rows: StockRow[] }

export type ReportLink = { report: string; parameters: Record<string, string | null> } | { document: string } | { lot: string }

/** The questions behind figures, by column: what 为什么 asks (shared/why). */
export type Questions = Record<string, Record<string, string> | undefined>

export type Report = Omit<Schemas['ReportAnswer'], 'rows'> & { rows: (Record<string, unknown> & { link?: ReportLink | null; questions?: Questions })[] }

export type Why = Schemas['WhyAnswer']
export type WhyStep = Schemas['WhyStep']
export type WhyTerm = Schemas['WhyTerm']
export type WhyAround = Schemas['AroundAnswer']

/** A record of master data: the columns of its list beside the id. */
export type MasterRecord = Record<string, unknown> & { id: string }

export interface RecordPage {
  rows: MasterRecord[]
  total: number
}

export interface Finding {
  invariant: string
  severity: string
  title: string
  message: string
  documents: { id: string; number: string }[]
  data: Record<string, unknown>
}

export interface ImportKind {
  kind: string
  label: string
  label_en: string
}

/** Row 0 is the file as a whole. */
export interface ImportProblem {
  row: number
  column: string
  field: string | null
  value: string
  code: string
  message: string
}

export interface ImportColumn {
  key: string
  label: string
  required: boolean
  kind: string
  choices: string[]
  synonyms: string[]
}

/** A heading of the file, "=text" for the same text in every row, or null for nothing. */
export type ImportMapping = Record<string, string | null>

/** A row as it stands in the file, by column key, with what becomes of it and what is wrong where. */
export interface ImportRow {
  row: number
  action: 'create' | 'skip' | 'refuse'
  note: string
  may_edit: boolean
  cells: Record<string, string>
  problems: { field: string; message: string; is_warning: boolean }[]
}

/** Corrected cells: row of the file → column key → text. */
export type ImportEdits = Record<string, Record<string, string>>

export interface ImportNote {
  label: string
  label_en: string
}

export interface ImportCheck {
  token: string
  kind: string
  file_name: string
  on: string | null
  edits: ImportEdits
  earlier: ImportRun | null
  columns: ImportColumn[]
  sheet: string
  header: string[]
  mapping: ImportMapping
  to_confirm: string[]
  rows_total: number
  to_create: number
  to_skip: number
  may_take_good: boolean
  preview: ImportRow[]
  bad_rows: ImportRow[]
  bad_rows_total: number
  notes: ImportNote[]
  problems: ImportProblem[]
  warnings: ImportProblem[]
}

export interface ImportResult {
  created: number
  documents?: string[]
  notes?: ImportNote[]
  problems?: ImportProblem[]
  warnings?: ImportProblem[]
  error?: string
}

export type ImportRun = Omit<Schemas['RunOut'], 'result'> & { result: Partial<ImportResult> }
export type UndoConsequences = Schemas['ConsequencesOut']
export type SetupOptions = Schemas['SetupOptions']
export type SetupBody = Schemas['SetupBody']
export type SetupStep = Schemas['StepOut']
export type OpeningCheck = Schemas['OpeningCheckOut']
