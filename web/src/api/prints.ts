/** Printing: one function per use of the server. */
import { call, send } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
export type PrintType = Schemas['PrintTypeAnswer']
export type PrintTemplate = Schemas['TemplateAnswer']
export type NamedTemplate = Schemas['NamedTemplateAnswer']
export type PrintLetter = Schemas['LetterAnswer']
export type PartyPrints = Schemas['PartyPrintsAnswer']
export type PrintPages = Schemas['PagesAnswer']
export type PrintProgress = Schemas['PrintAnswer']

/** What the dialog may say otherwise than the template does. */
export interface PrintOrder {
  template?: string // its key
  paper?: string
  layout?: string
  copies?: number
  show_price?: boolean
  show_tax?: boolean
}

export type LabelTemplate = Schemas['LabelTemplateAnswer']
export type NamedLabel = Schemas['NamedLabelAnswer']
export type LabelsAbout = Schemas['LabelsAboutAnswer']
export type GoodsToLabel = Schemas['LabelGoodsAnswer']

/** So many labels of a product; with `serials` so many for each number, dates that are not said are those of the lot. */
export interface LabelOrder {
  product: string
  unit: string | null
  count: number
  lot_no?: string
  produced_on?: string | null
  expires_on?: string | null
  serials?: string[]
  weight?: string | null
}

/** By a template as it is, or otherwise where it is said; or by one that is not saved yet. */
export interface LabelsOrder {
  template?: string // its key
  form?: string
  show_price: boolean
  draft?: LabelTemplate
  labels: LabelOrder[]
}

/** Whose statement, of which side and days. */
export interface StatementOrder {
  party: string
  side: 'ar' | 'ap'
  from: string
  to: string
  with_estimated: boolean
}

/** Which customers are asked to pay what is overdue on a day. */
export interface DunningOrder {
  parties: string[]
  as_of: string
}

/** How a letter is printed: by which template, on another paper than it says, or by a template that is not saved yet. */
export interface LetterChoice {
  template?: string
  paper?: string
  draft?: PrintTemplate
}

/** One file holds so many letters (jobs.LETTERS_MAX of the server). */
export const LETTERS_MAX = 200

export const previewDunning = (order: DunningOrder & LetterChoice): Promise<PrintPages> => send('POST', '/prints/dunning/preview', { body: order })
export const printDunning = (order: DunningOrder & LetterChoice): Promise<PrintProgress> => send('POST', '/prints/dunning', { body: order })
export const previewStatement = (order: StatementOrder & LetterChoice): Promise<PrintPages> => send('POST', '/prints/statement/preview', { body: order })
export const printStatement = (order: StatementOrder & LetterChoice): Promise<PrintProgress> => send('POST', '/prints/statement', { body: order })
export const printType = (type: string): Promise<PrintType> => call('get', '/api/prints/types/{type_code}', { path: { type_code: type } })
/** 对账单 and the like, which have templates as documents have. */
export const printLetters = (): Promise<PrintLetter[]> => call('get', '/api/prints/letters', {})
export const createTemplate = (type: string, name: string, template: PrintTemplate): Promise<{ id: string }> =>
  call('post', '/api/prints/types/{type_code}/templates', { path: { type_code: type }, body: { name, template } })
export const saveTemplate = (id: string, name: string, template: PrintTemplate): Promise<unknown> => send('PUT', `/prints/templates/${id}`, { body: { name, template } })
export const deleteTemplate = (id: string): Promise<unknown> => send('DELETE', `/prints/templates/${id}`)
/** `key` of an own template, or `builtin`. */
export const chooseDefault = (type: string, key: string): Promise<unknown> => call('put', '/api/prints/types/{type_code}/default', { path: { type_code: type }, body: { template: key } })
export const partyPrints = (party: string): Promise<PartyPrints> => send('GET', `/prints/parties/${party}`)
/** `templates`: keys by type, '' for the default again. */
export const savePartyPrints = (party: string, templates: Record<string, string>): Promise<PartyPrints> => send('PUT', `/prints/parties/${party}`, { body: { templates } })
export const previewPages = (document: string, order: PrintOrder, draft?: PrintTemplate): Promise<PrintPages> =>
  send('POST', '/prints/preview', { body: { document, ...order, ...(draft ? { draft } : {}) } })
/** `query`: everything this list finds, instead of the documents. */
export const printDocuments = (documents: string[], order: PrintOrder, query?: Record<string, string | undefined>): Promise<PrintProgress> =>
  send('POST', '/prints', { body: query ? { query, ...order } : { documents, ...order } })
export const printProgress = (token: string): Promise<PrintProgress> => call('get', '/api/prints/files/{token}', { path: { token } })
export const previewLabels = (order: LabelsOrder): Promise<PrintPages> => send('POST', '/prints/labels/preview', { body: order })
export const printLabels = (order: LabelsOrder): Promise<PrintProgress> => send('POST', '/prints/labels', { body: order })
/** A label for each bin; `code`: bars (code 128) or QR. */
export interface BinLabelsOrder {
  bins: string[]
  form: string
  code: 'bars' | 'qr'
}
export const previewBins = (order: BinLabelsOrder): Promise<PrintPages> => send('POST', '/prints/bins/preview', { body: order })
export const printBins = (order: BinLabelsOrder): Promise<PrintProgress> => send('POST', '/prints/bins', { body: order })
export const labelsAbout = (): Promise<LabelsAbout> => call('get', '/api/prints/labels/about', {})
export const goodsToLabel = (products: string[]): Promise<GoodsToLabel[]> => call('post', '/api/prints/labels/goods', { body: { products } })
export const createLabel = (name: string, template: LabelTemplate): Promise<{ id: string }> => call('post', '/api/prints/labels/templates', { body: { name, template } })
export const saveLabel = (id: string, name: string, template: LabelTemplate): Promise<unknown> => send('PUT', `/prints/labels/templates/${id}`, { body: { name, template } })
export const fileAddress = (token: string, isDownload = false): string => `/api/prints/files/${token}/pdf${isDownload ? '?download=true' : ''}`
export const logoAddress = (version: number): string => `/api/prints/logo?v=${version}`
export const removeLogo = (): Promise<unknown> => call('delete', '/api/prints/logo')

/** A PNG or JPG; the server looks at what it is. */
export function saveLogo(file: File): Promise<unknown> {
  const form = new FormData()
  form.append('file', file)
  return send('POST', '/prints/logo', { form })
}
