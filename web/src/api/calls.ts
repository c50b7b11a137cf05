/** One function per use of the server. Components call these, never fetch. */
import { address as addressOf, call, type Problem, type Query, send } from './client'
import { sendFile } from './upload'
import type { components, paths } from './schema'
import type * as lots from './lots'
import type * as api from './types'

type Schemas = components['schemas']
type QueryOf<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? { [K in keyof Q]: Q[K] | undefined } : never
/** What depends on a declaration is "an object" to the description; types.ts says what it is. */
const as = <T>(answer: Promise<unknown>): Promise<T> => answer as Promise<T>

export const session = (): Promise<api.Session> => call('get', '/api/session')
export const signIn = (username: string, password: string): Promise<api.Session> => call('post', '/api/session', { body: { username, password } })
export const signOut = (): Promise<api.Session> => call('delete', '/api/session')
export const chooseCompany = (id: string): Promise<api.Session> => call('post', '/api/session/company', { body: { company_id: id } })
export const changePassword = (old: string, fresh: string): Promise<api.Session> => call('post', '/api/session/password', { body: { old, new: fresh } })

export const myPlaces = (): Promise<api.Place[]> => call('get', '/api/session/places')
export const leavePlace = (id: string): Promise<unknown> => call('delete', '/api/session/places/{session_id}', { path: { session_id: id } })
export const leavePlaces = (): Promise<unknown> => call('delete', '/api/session/places')

export const companyAbout = (): Promise<api.CompanyAbout> => call('get', '/api/company')
export const saveCompany = (body: api.CompanyBody): Promise<api.CompanyAbout> => call('put', '/api/company', { body })
export const companySettings = (): Promise<api.CompanySettings> => call('get', '/api/company/settings')
export const decide = (key: string, body: { value: string; effective_on: string }): Promise<api.CompanySettings> =>
  call('post', '/api/company/settings/{key}', { path: { key }, body })

export const costingMethods = (): Promise<Schemas['CostingOut']> => call('get', '/api/costing')
export const costedProducts = (query: QueryOf<'/api/costing/products'>): Promise<Schemas['CostedProductOut'][]> => call('get', '/api/costing/products', { query })
export const tryCosting = (body: Schemas['CostingBody']): Promise<api.CostingConversion> => call('post', '/api/costing/preview', { body })
export const changeCosting = (body: Schemas['CostingBody']): Promise<api.CostingConversion> => call('post', '/api/costing', { body })
export const draftFromBill = (id: string, body: { type: 'assembly' | 'disassembly' | 'production_order' | 'outsource_order'; quantity: string; warehouse: string; components_from?: string | null; processor?: string | null; batch_no: string; loss: string; business_on: string }): Promise<{ id: string }> =>
  call('post', '/api/bills/{record_id}/draft', { path: { record_id: id }, body })
export const groupCompanies = (): Promise<api.GroupCompany[]> => call('get', '/api/group/companies')
export const groupLinks = (): Promise<api.GroupLink[]> => call('get', '/api/group/links')
export const saveGroupLink = (body: { other_company: string; party: string; other_party: string; is_same_entity: boolean; markup: string; is_active: boolean }): Promise<api.GroupLink[]> =>
  call('put', '/api/group/links', { body })
export const groupTrades = (query: { since: string; until: string }): Promise<api.GroupTrade[]> => call('get', '/api/group/trades', { query })
export const postGroupTrade = (body: unknown, key: string): Promise<api.GroupPosted> => call('post', '/api/group/trades', { body: body as never, key })
export const previewGroupTrade = (body: unknown): Promise<Schemas['GroupTradePreviewAnswer']> => call('post', '/api/group/trades/preview', { body: body as never })
export const reverseGroupTrade = (id: string, body: { reason: string; business_on: string }, key: string): Promise<api.GroupPosted> =>
  call('post', '/api/group/trades/{ict_id}/reverse', { path: { ict_id: id }, body, key })
export const groupLinesLeft = (id: string): Promise<Schemas['GroupLineLeftAnswer'][]> => call('get', '/api/group/trades/{ict_id}/lines', { path: { ict_id: id } })
export const returnGroupTrade = (id: string, body: Schemas['GroupReturnBody'], key: string): Promise<api.GroupPosted> =>
  call('post', '/api/group/trades/{ict_id}/return', { path: { ict_id: id }, body, key })
export const groupWishes = (query: QueryOf<'/api/group/wishes'>): Promise<Schemas['GroupWishAnswer'][]> => call('get', '/api/group/wishes', { query })
export const groupElimination = (on: string): Promise<api.GroupHeld[]> => call('get', '/api/group/elimination', { query: { on } })

export const previewExchange = (id: string, body: Schemas['ExchangeBody']): Promise<Schemas['ExchangePreviewAnswer']> =>
  call('post', '/api/documents/{document_id}/exchange/preview', { path: { document_id: id }, body })
export const exchange = (id: string, body: Schemas['ExchangeBody'], key: string): Promise<Schemas['PostedAnswer']> =>
  call('post', '/api/documents/{document_id}/exchange', { path: { document_id: id }, body, key })

export const counts = (): Promise<{ rows: api.Count[] }> => call('get', '/api/counts')
export const scales = (): Promise<api.Scales> => call('get', '/api/scales')
export const counterDays = (): Promise<Schemas['OpenDayAnswer'][]> => call('get', '/api/counter/days')
export const counterDay = (query: QueryOf<'/api/counter/day'>): Promise<Schemas['DayToCloseAnswer']> => call('get', '/api/counter/day', { query })
export const requisitionProposal = (query: QueryOf<'/api/requisitions/proposal'>): Promise<Schemas['ProposalAnswer']> => call('get', '/api/requisitions/proposal', { query })
export const askForGoods = (body: Schemas['AskBody']): Promise<Schemas['AskedAnswer']> => call('post', '/api/requisitions', { body })
export const distribution = (query: QueryOf<'/api/requisitions/distribution'>): Promise<Schemas['ToShareAnswer'][]> => call('get', '/api/requisitions/distribution', { query })
export const distribute = (body: Schemas['DistributeBody'], key: string): Promise<api.Posted> => call('post', '/api/requisitions/distribution', { body, key })
export const kitting = (id: string): Promise<Schemas['KittingAnswer']> => call('get', '/api/documents/{document_id}/kitting', { path: { document_id: id } })
export const askForShort = (id: string, lang: 'zh' | 'en'): Promise<Schemas['DoneAnswer']> => call('post', '/api/documents/{document_id}/kitting/requisition', { path: { document_id: id }, query: { lang } })
export const requisitionProgress = (id: string): Promise<Schemas['ProgressAnswer'][]> => call('get', '/api/requisitions/{document_id}/progress', { path: { document_id: id } })
export const forecastFactors = (): Promise<Schemas['FactorsAnswer']> => call('get', '/api/requisitions/factors')
export const saveForecastFactors = (rows: Schemas['FactorBody'][]): Promise<Schemas['FactorsAnswer']> => call('put', '/api/requisitions/factors', { body: { rows } })
export const accountMap = (): Promise<api.AccountMap> => call('get', '/api/account-roles')
export const mapAccount = (role: string, account_code: string): Promise<api.AccountMap> => call('put', '/api/account-roles/{role}', { path: { role }, body: { account_code } })
export const saveScales = (rows: api.ScaleRow[]): Promise<api.Scales> => call('put', '/api/scales', { body: { rows } })
export const tryScale = (code: string, rows: api.ScaleRow[]): Promise<api.ScaleTrial> => call('post', '/api/scales/try', { body: { code, rows } })

export const countPlan = (): Promise<api.CountPlan> => call('get', '/api/counts/plan')
export const renewCountPlan = (): Promise<api.CountPlan> => call('post', '/api/counts/plan/renew')
export const startPlanned = (body: api.PlanStart): Promise<{ rows: api.Count[] }> => call('post', '/api/counts/plan/start', { body })
export const startCount = (body: api.CountStart): Promise<api.Count> => call('post', '/api/counts', { body })
export const count = (id: string): Promise<api.Count> => call('get', '/api/counts/{count_id}', { path: { count_id: id } })
export const countLines = (id: string, query: QueryOf<'/api/counts/{count_id}/lines'>): Promise<api.CountLines> => call('get', '/api/counts/{count_id}/lines', { path: { count_id: id }, query })
export const enterCounts = (id: string, entries: api.CountEntry[], round: 1 | 2): Promise<{ lines: api.CountLine[] }> =>
  call('post', '/api/counts/{count_id}/entries', { path: { count_id: id }, body: { entries, round } })
export const handInCount = (id: string, uncounted: 'refuse' | 'book' | 'zero'): Promise<api.Count> => call('post', '/api/counts/{count_id}/hand-in', { path: { count_id: id }, body: { uncounted } })
export const countSheet = (id: string): string => addressOf(`/counts/${id}/sheet`, {})
/** A large sheet answers with the work that takes it. */
export function sendCountSheet(id: string, file: File): Promise<api.Count | api.Work> {
  const form = new FormData()
  form.append('file', file)
  return sendFile(`/counts/${id}/sheet`, form, () => undefined)
}
export const recount = (id: string): Promise<api.Count> => call('post', '/api/counts/{count_id}/recount', { path: { count_id: id }, body: { lines: [] } })
export const explainCount = (id: string, line: Record<string, string>): Promise<api.Count> =>
  call('post', '/api/counts/{count_id}/words', { path: { count_id: id }, body: { lines: [line] } as never })
export const approveCount = (id: string): Promise<api.Count> => call('post', '/api/counts/{count_id}/approve', { path: { count_id: id } })
export const postCount = (id: string): Promise<api.Count> => call('post', '/api/counts/{count_id}/post', { path: { count_id: id } })
export const cancelCount = (id: string, reason: string): Promise<api.Count> => call('post', '/api/counts/{count_id}/cancel', { path: { count_id: id }, body: { reason } })

export const inspections = (): Promise<api.Inspections> => call('get', '/api/inspections')
export const inspectAgain = (id: string, body: { reason: string; verdicts: Record<string, string>[] }, key: string): Promise<api.Posted> =>
  call('post', '/api/inspections/{document_id}/again', { path: { document_id: id }, body: body as never, key })

export const tokens = (): Promise<api.Tokens> => call('get', '/api/tokens')
export const createToken = (body: { name: string; scopes: string[]; expires_on: string | null }): Promise<api.NewToken> => call('post', '/api/tokens', { body })
export const endToken = (id: string): Promise<unknown> => call('delete', '/api/tokens/{token_id}', { path: { token_id: id } })

export const people = (): Promise<api.People> => call('get', '/api/users')
export const invite = (body: { username: string; display_name: string; role_codes: string[]; warehouse_ids: string[] | null }): Promise<api.Invited> => call('post', '/api/users', { body })
export const savePerson = (id: string, body: { display_name: string; role_codes: string[] }): Promise<unknown> => call('put', '/api/users/{user_id}', { path: { user_id: id }, body })
export const limitPerson = (id: string, warehouses: string[] | null): Promise<unknown> =>
  call('put', '/api/users/{user_id}/warehouses', { path: { user_id: id }, body: { warehouse_ids: warehouses } })
export const limitParties = (id: string, customers: string, suppliers: string): Promise<unknown> =>
  call('put', '/api/users/{user_id}/parties', { path: { user_id: id }, body: { customers: customers as '', suppliers: suppliers as '' } })
export const renewPassword = (id: string): Promise<{ password: string }> => call('post', '/api/users/{user_id}/password', { path: { user_id: id } })
/** enable, disable, unlock, require-password */
export const personDeed = (id: string, deed: string): Promise<unknown> => send('POST', `/users/${id}/${deed}`)
export const placesOf = (id: string): Promise<api.Place[]> => call('get', '/api/users/{user_id}/sessions', { path: { user_id: id } })
export const signOutPerson = (id: string, place?: string): Promise<unknown> => send('DELETE', `/users/${id}/sessions${place ? `/${place}` : ''}`)
export const rights = (): Promise<api.Rights> => call('get', '/api/roles')
export const rightsReview = (): Promise<api.RightsRemark[]> => call('get', '/api/roles/review')
export const createRole = (body: { code: string; name: string; permissions: string[] }): Promise<api.Role> => call('post', '/api/roles', { body })
export const saveRole = (code: string, body: { name: string; permissions: string[] }): Promise<api.Role> => call('put', '/api/roles/{code}', { path: { code }, body })

export const types = (): Promise<api.DocumentType[]> => call('get', '/api/types')
export const documents = (query: QueryOf<'/api/documents'>): Promise<api.DocumentPage> => call('get', '/api/documents', { query })
export const documentTotals = (query: QueryOf<'/api/documents/totals'>): Promise<api.DocumentTotals> => call('get', '/api/documents/totals', { query })
export const filterFields = (type: string): Promise<api.FilterField[]> => call('get', '/api/documents/fields', { query: { type } })
export const peek = (id: string): Promise<api.Peek> => call('get', '/api/documents/{document_id}/peek', { path: { document_id: id } })

export const recordFields = (name: 'products' | 'parties'): Promise<api.FilterField[]> => call('get', name === 'products' ? '/api/products/fields' : '/api/parties/fields')
export const views = (list: string): Promise<api.Views> => send('GET', '/views', { query: { list } })
interface ViewBody {
  name: string
  is_shared: boolean
  content: api.ViewContent
}
export const createView = (list: string, body: ViewBody): Promise<api.View> => send('POST', '/views', { body: { ...body, list } })
export const saveView = (id: string, revision: number, body: ViewBody): Promise<api.View> => send('PUT', `/views/${id}`, { body: { ...body, revision } })
export const deleteView = (id: string): Promise<unknown> => send('DELETE', `/views/${id}`)
export const chooseView = (list: string, view: string | null): Promise<unknown> => send('PUT', '/views/default', { body: { list, view } })

export const batches = (): Promise<api.Batch[]> => send('GET', '/batches')
export const createBatch = (body: { kind: string; ids?: string[]; query?: Query; reason?: string }, key: string): Promise<api.Batch> =>
  send('POST', '/batches', { body, key })
export const createExport = (body: { query: Query; columns: { key: string; label: string }[]; language: string; title: string }, key: string): Promise<api.Batch> =>
  send('POST', '/batches/exports', { body, key })
export const batch = (id: string): Promise<api.Batch> => send('GET', `/batches/${id}`)
export const runBatch = (id: string): Promise<api.Batch> => send('POST', `/batches/${id}/run`, { body: {} })
export const stopBatch = (id: string): Promise<api.Batch> => send('POST', `/batches/${id}/stop`, { body: {} })
/** Long work that the server does in the background. */
export const tasks = (): Promise<api.Work[]> => as(call('get', '/api/tasks'))
export const startTask = (body: api.TaskBody, key: string): Promise<api.Work> => as(call('post', '/api/tasks', { body, key }))
export const task = (id: string): Promise<api.Work> => as(call('get', '/api/tasks/{task_id}', { path: { task_id: id } }))
export const stopTask = (id: string): Promise<api.Work> => as(call('post', '/api/tasks/{task_id}/stop', { path: { task_id: id } }))
export const seeTask = (id: string): Promise<api.Work> => as(call('post', '/api/tasks/{task_id}/seen', { path: { task_id: id } }))
export const exportAddress = (id: string): string => `/api/batches/${encodeURIComponent(id)}/file`

export const document = (id: string): Promise<api.DocumentDetail> => as(call('get', '/api/documents/{document_id}', { path: { document_id: id } }))
export const carry = (id: string, to: string): Promise<api.DocumentBody> =>
  as(call('get', '/api/documents/{document_id}/carry', { path: { document_id: id }, query: { to } }))
export const reverse = (id: string, body: { business_on: string; reason: string }, key: string): Promise<api.Posted> =>
  call('post', '/api/documents/{document_id}/reverse', { path: { document_id: id }, body, key })
export const closeShort = (id: string, reason: string): Promise<{ id: string }> =>
  call('post', '/api/documents/{document_id}/close', { path: { document_id: id }, body: { reason } })

export const documentHolds = (id: string): Promise<api.DocumentHolds> => call('get', '/api/documents/{document_id}/holds', { path: { document_id: id } })
export const previewReversal = (id: string, day: string): Promise<api.ReversalPreview> =>
  as(call('get', '/api/documents/{document_id}/reversal', { path: { document_id: id }, query: { business_on: day } }))
export const previewClosing = (id: string): Promise<api.ClosingPreview> => call('get', '/api/documents/{document_id}/closing', { path: { document_id: id } })
export const copyDocument = (id: string): Promise<api.Saved> => call('post', '/api/documents/{document_id}/copy', { path: { document_id: id } })
export const addComment = (id: string, text: string, key: string): Promise<{ comments: api.Comment[] }> =>
  call('post', '/api/documents/{document_id}/comments', { path: { document_id: id }, body: { text }, key })
export const attachments = (id: string): Promise<api.AttachmentList> => call('get', '/api/documents/{document_id}/attachments', { path: { document_id: id } })
export const withdrawAttachment = (id: string, attachment: string, reason: string): Promise<api.AttachmentList> =>
  call('post', '/api/documents/{document_id}/attachments/{attachment_id}/withdraw', { path: { document_id: id, attachment_id: attachment }, body: { reason } })
export const attachmentAddress = (id: string, attachment: string, part: '' | '/thumbnail' | '/pdf' = ''): string => `/api/documents/${id}/attachments/${attachment}${part}`

/** Sends one file to a document; `onProgress` hears from 0 to 1. */
export function attach(id: string, file: File, onProgress: (done: number) => void): Promise<api.AttachmentList> {
  const form = new FormData()
  form.append('file', file, file.name)
  return sendFile(`/documents/${id}/attachments`, form, onProgress)
}

/** Sends a file for a document that is not saved yet; `key` is that of the form. */
export function sendUpload(type: string, file: File, key: string, onProgress: (done: number) => void): Promise<api.Upload> {
  const form = new FormData()
  form.append('file', file, file.name)
  return sendFile(`/uploads?type=${encodeURIComponent(type)}`, form, onProgress, key)
}
export const dropUpload = (id: string): Promise<{ id: string }> => call('delete', '/api/uploads/{upload_id}', { path: { upload_id: id } })
export const uploadAddress = (id: string, part: '' | '/thumbnail' = ''): string => `/api/uploads/${id}${part}`

export const createDraft = (type: string, body: api.DocumentBody): Promise<api.Saved> => call('post', '/api/{type}', { path: { type }, body })
export const saveDraft = (type: string, id: string, body: api.DocumentBody): Promise<api.Saved> =>
  call('put', '/api/{type}/{document_id}', { path: { type, document_id: id }, body })
export const cancelDraft = (type: string, id: string): Promise<{ id: string }> =>
  call('delete', '/api/{type}/{document_id}', { path: { type, document_id: id } })
export const preview = (type: string, body: api.DocumentBody): Promise<api.Preview> => as(call('post', '/api/{type}/preview', { path: { type }, body }))
export const postDocuments = (type: string, documents: unknown[], key: string): Promise<api.Posted> =>
  call('post', '/api/{type}/post', { path: { type }, body: { documents }, key })

// from the phone: made at one time, sent at another, for one person in one company
export const phoneGoods = (): Promise<Schemas['PhoneGoodsAnswer']> => call('get', '/api/phone/goods')
export const sendPosting = (type: string, documents: unknown[], key: string, meant: string): Promise<api.Posted> => send('POST', `/${type}/post`, { body: { documents }, key, meant })
export const sendDraft = (type: string, body: unknown, meant: string): Promise<api.Saved> => send('POST', `/${type}`, { body, meant })
export const sendCounts = (id: string, body: unknown, key: string, meant: string): Promise<{ lines: api.CountLine[] }> => send('POST', `/counts/${id}/entries`, { body, key, meant })

export const search = (q: string, limit = 24): Promise<{ hits: api.SearchHit[] }> => call('get', '/api/search', { query: { q, limit } })
export const searchKeys = (labels: string[]): Promise<api.SearchKeys[]> => call('post', '/api/search/keys', { body: { labels } })
export const finished = (): Promise<api.Finished[]> => call('get', '/api/notices/finished')
export const waiting = (): Promise<api.Waiting[]> => call('get', '/api/notices')
export const lookup = (name: string, query: { q: string; limit: number; warehouse?: string; type?: string; party?: string; every?: string }): Promise<api.LookupHit[]> =>
  as(send('GET', `/lookup/${name}`, { query }))
/** Records of the same code, name, barcode or tax number; `resource` is products or parties. */
export const similar = (resource: string, query: Query): Promise<api.Similar[]> => send('GET', `/similar/${resource}`, { query })
/** The lots of a product in a warehouse, in the order in which they should go. */
export const lotOffers = (query: QueryOf<'/api/lots'>): Promise<lots.LotOffer[]> => call('get', '/api/lots', { query })
/** Serial numbers that can be picked, and the product of one that was scanned. */
export const pieces = (query: QueryOf<'/api/lots/pieces'>): Promise<string[]> => call('get', '/api/lots/pieces', { query })
export const piece = (serial: string, warehouse?: string): Promise<lots.Scanned> => as(call('get', '/api/lots/piece', { query: { serial, warehouse } }))
/** First to expire, first out: what the lines without a lot would take. */
export const lotParts = (type: string, body: api.DocumentBody): Promise<lots.LotPart[]> => send('POST', `/${type}/lots`, { body })
export const findLots = (q: string): Promise<lots.LotFound[]> => as(call('get', '/api/lots/find', { query: { q } }))
export const lotTrace = (id: string): Promise<lots.LotTrace> => as(call('get', '/api/lots/{lot_id}/trace', { path: { lot_id: id } }))
export const scanned = (code: string, warehouse?: string): Promise<lots.Scanned> => as(call('get', '/api/lots/scan', { query: { code, warehouse } }))
export const openItems = (party: string, kinds: string): Promise<api.OpenItem[]> => call('get', '/api/lookup/items', { query: { party, kinds } })

// while a document is typed: kept forms, live checks, pasted texts, upstream documents
export const unfinished = (): Promise<api.Unfinished[]> => call('get', '/api/drafts')
export const unfinishedForm = (local: string): Promise<api.UnfinishedForm> => call('get', '/api/drafts/{local}', { path: { local } })
export const keepUnfinished = (local: string, body: api.FormBody): Promise<{ version: number }> => call('put', '/api/drafts/{local}', { path: { local }, body })
export const dropUnfinished = (local: string): Promise<{ id: string }> => call('delete', '/api/drafts/{local}', { path: { local } })
export const promises = (product: string, warehouse?: string): Promise<api.Promises> =>
  call('get', '/api/promises/{product_id}', { path: { product_id: product }, query: { warehouse } })
export const checks = (body: api.ChecksBody): Promise<api.Checks> => call('post', '/api/checks', { body })
export const matchProducts = (texts: string[], warehouse?: string): Promise<{ text: string; hits: api.LookupHit[] }[]> =>
  as(call('post', '/api/checks/match', { body: { texts, warehouse } }))
export const pullable = (query: QueryOf<'/api/pull'>): Promise<api.Pullable[]> => as(call('get', '/api/pull', { query }))

export const stock = (query: QueryOf<'/api/stock'>): Promise<api.StockPage> => as(call('get', '/api/stock', { query }))
export const reports = (): Promise<api.ReportInfo[]> => call('get', '/api/reports')
export const report = (name: string, query: Query): Promise<api.Report> => send('GET', `/reports/${name}`, { query })
export const makeOfReport = (name: string, query: Query): Promise<api.MadeOfReport> => send('POST', `/reports/${name}/make`, { query, body: {} })
export const why = (question: Query, cursor = ''): Promise<api.Why> => send('GET', '/why', { query: { ...question, cursor } })
export const whyAround = (question: Query, seenAt?: string): Promise<api.WhyAround> => send('GET', '/why/around', { query: { ...question, seen_at: seenAt } })
export const whyExportAddress = (question: Record<string, string>): string => `/api/why/export?${new URLSearchParams(question).toString()}`
export const reportFile = (name: string, query: Query): string => addressOf(`/reports/${name}/export`, query)
export const home = (): Promise<api.Home> => call('get', '/api/home')
export const bills = (query: QueryOf<'/api/bills'>): Promise<api.Bill[]> => call('get', '/api/bills', { query })
export const billComponents = (id: string, query: { quantity: string }): Promise<api.NeededComponent[]> => call('get', '/api/bills/{record_id}/components', { path: { record_id: id }, query })
export const saveBill = (id: string | null, body: api.BillBody): Promise<api.Bill> =>
  id ? call('put', '/api/bills/{record_id}', { path: { record_id: id }, body }) : call('post', '/api/bills', { body })
export const productPage = (id: string): Promise<api.ProductPage> => call('get', '/api/products/{record_id}/page', { path: { record_id: id } })
export const productDays = (id: string, query: QueryOf<'/api/products/{record_id}/days'>): Promise<api.ProductDay[]> =>
  call('get', '/api/products/{record_id}/days', { path: { record_id: id }, query })
export const partyPage = (id: string): Promise<api.PartyPage> => call('get', '/api/parties/{record_id}/page', { path: { record_id: id } })
/** What the last check found. */
export const lastCheck = (): Promise<api.LastCheck> => call('get', '/api/audit/last')

export const words = (): Promise<api.WordList[]> => call('get', '/api/dictionary/words')
export const wordFacts = (list: string): Promise<api.EntryFacts[]> => call('get', '/api/dictionary/words/{list_code}', { path: { list_code: list } })
export const createWord = (list: string, body: unknown): Promise<api.WordEntry> => send('POST', `/dictionary/words/${list}`, { body })
export const saveWord = (list: string, code: string, body: unknown): Promise<api.WordEntry> => send('PUT', `/dictionary/words/${list}/${encodeURIComponent(code)}`, { body })
export const orderWords = (list: string, codes: string[]): Promise<api.WordEntry[]> => send('PUT', `/dictionary/words/${list}`, { body: { codes } })
export const entryFacts = (name: string): Promise<api.EntryFacts[]> => call('get', '/api/dictionary/{name}', { path: { name } })

// master data: the same five calls for every resource
export const records = (resource: string, query: Query): Promise<api.RecordPage> => send('GET', `/${resource}`, { query })
export const record = (resource: string, id: string): Promise<api.MasterRecord> => send('GET', `/${resource}/${id}`)
export const createRecord = (resource: string, body: unknown): Promise<api.MasterRecord> => send('POST', `/${resource}`, { body })
export const saveRecord = (resource: string, id: string, body: unknown): Promise<api.MasterRecord> => send('PUT', `/${resource}/${id}`, { body })
export const estimates = (month: string): Promise<api.EstimateRun[]> => call('get', '/api/periods/{month}/estimates', { path: { month } })
export const reopenPeriod = (month: string, part: string, reason: string): Promise<unknown> =>
  call('post', '/api/periods/{month}/reopen', { path: { month }, body: { part, reason } })

export const importKinds = (): Promise<api.ImportKind[]> => send('GET', '/imports')
export const templateAddress = (kind: string): string => `/api/imports/${encodeURIComponent(kind)}/template`

/** Sends the file and gets the guessed mapping, the first rows and every problem. Writes nothing. */
export function upload(kind: string, file: File): Promise<api.ImportCheck> {
  const form = new FormData()
  form.append('file', file)
  return send('POST', `/imports/${kind}`, { form })
}

interface Said {
  mapping: api.ImportMapping
  edits: api.ImportEdits
  on: string | null // the day of opening balances
}
export const waitingImport = (kind: string, token: string): Promise<api.ImportCheck> => send('GET', `/imports/${kind}/${token}`)
export const checkImport = (kind: string, token: string, body: Said): Promise<api.ImportCheck> => send('POST', `/imports/${kind}/${token}/check`, { body })
export const commitImport = (kind: string, token: string, body: Said & { good_rows_only: boolean }): Promise<api.ImportRun> =>
  send('POST', `/imports/${kind}/${token}/commit`, { body })
export const markedAddress = (kind: string, token: string): string => `/api/imports/${encodeURIComponent(kind)}/${encodeURIComponent(token)}/marked`
export const importRuns = (): Promise<api.ImportRun[]> => as(call('get', '/api/imports/runs'))
export const importRun = (id: string): Promise<api.ImportRun> => as(send('GET', `/imports/runs/${id}`))
export const undoConsequences = (id: string): Promise<api.UndoConsequences> => send('GET', `/imports/runs/${id}/undo`)
export const undoImport = (id: string): Promise<api.ImportRun> => send('POST', `/imports/runs/${id}/undo`)

export const setupOptions = (): Promise<api.SetupOptions> => call('get', '/api/setup')
export const checkSetup = (body: api.SetupBody): Promise<{ problems: Problem[] }> => as(call('post', '/api/setup/check', { body }))
export const setUpCompany = (body: api.SetupBody): Promise<api.Session> => call('post', '/api/setup/company', { body })
export const makePractice = (): Promise<api.Session> => call('post', '/api/setup/practice')
export const checklist = (): Promise<{ steps: api.SetupStep[] }> => call('get', '/api/setup/checklist')
export const openingCheck = (): Promise<api.OpeningCheck> => call('get', '/api/setup/opening-check')
