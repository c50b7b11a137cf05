/** One function per use of the server. Components call these, never fetch. */
import { get, post, put, type Query, remove, send } from './client'
import type * as api from './types'

export const session = (): Promise<api.Session> => get('/session')
export const signIn = (username: string, password: string): Promise<api.Session> => post('/session', { username, password })
export const signOut = (): Promise<unknown> => remove('/session')
export const chooseCompany = (id: string): Promise<api.Session> => post('/session/company', { company_id: id })
export const changePassword = (old: string, fresh: string): Promise<unknown> => post('/session/password', { old, new: fresh })

export const types = (): Promise<api.DocumentType[]> => get('/types')
export const documents = (query: Query): Promise<api.DocumentPage> => get('/documents', query)
export const document = (id: string): Promise<api.DocumentDetail> => get(`/documents/${id}`)
export const carry = (id: string, to: string): Promise<api.DocumentBody> => get(`/documents/${id}/carry`, { to })

export const createDraft = (type: string, body: api.DocumentBody): Promise<api.Saved> => post(`/${type}`, body)
export const saveDraft = (type: string, id: string, body: api.DocumentBody): Promise<api.Saved> => put(`/${type}/${id}`, body)
export const cancelDraft = (type: string, id: string): Promise<unknown> => remove(`/${type}/${id}`)
export const preview = (type: string, body: api.DocumentBody): Promise<api.Preview> => post(`/${type}/preview`, body)
export const postDocuments = (type: string, documents: unknown[], key: string): Promise<api.Posted> =>
  post(`/${type}/post`, { documents }, key)
export const reverse = (id: string, body: unknown, key: string): Promise<api.Posted> => post(`/documents/${id}/reverse`, body, key)
export const closeShort = (id: string, reason: string): Promise<api.Saved> => post(`/documents/${id}/close`, { reason })

export const search = (q: string, limit = 20): Promise<{ hits: api.SearchHit[] }> => get('/search', { q, limit })
export const lookup = (name: string, query: Query): Promise<api.LookupHit[]> => get(`/lookup/${name}`, query)
export const openItems = (party: string, kinds: string): Promise<api.OpenItem[]> => get('/lookup/items', { party, kinds })

export const stock = (query: Query): Promise<api.StockPage> => get('/stock', query)
export const reports = (): Promise<api.ReportInfo[]> => get('/reports')
export const report = (name: string, query: Query): Promise<api.Report> => get(`/reports/${name}`, query)
export const audit = (): Promise<api.Audit> => get('/audit')

/** Master data comes as a page, or as a plain list where it is short. */
export async function records(resource: string, query: Query): Promise<api.RecordPage> {
  const answer = await get<api.RecordPage | api.Record_[]>(`/${resource}`, query)
  return Array.isArray(answer) ? { rows: answer, total: answer.length } : answer
}
export const record = (resource: string, id: string): Promise<api.Record_> => get(`/${resource}/${id}`)
export const createRecord = (resource: string, body: unknown): Promise<api.Record_> => post(`/${resource}`, body)
export const saveRecord = (resource: string, id: string, body: unknown): Promise<api.Record_> => put(`/${resource}/${id}`, body)
export const closePeriod = (month: string, part: string): Promise<unknown> => post(`/periods/${month}/close`, { part })

/** Sends the file and gets the guessed mapping, the first rows and every problem. */
export function upload(kind: string, file: File): Promise<api.ImportCheck> {
  const form = new FormData()
  form.append('file', file)
  return send('POST', `/imports/${kind}`, { form })
}
export const checkImport = (kind: string, token: string, mapping: unknown): Promise<api.ImportCheck> =>
  post(`/imports/${kind}/${token}/check`, { mapping })
export const commitImport = (kind: string, token: string, mapping: unknown, goodRowsOnly: boolean): Promise<api.ImportResult> =>
  post(`/imports/${kind}/${token}/commit`, { mapping, good_rows_only: goodRowsOnly })
