/** Printing: one function per use of the server. */
import { call, send } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
export type PrintType = Schemas['PrintTypeAnswer']
export type PrintTemplate = Schemas['TemplateAnswer']
export type PrintPages = Schemas['PagesAnswer']
export type PrintProgress = Schemas['PrintAnswer']

/** What the dialog may say otherwise than the template does. */
export interface PrintOrder {
  paper?: string
  layout?: string
  copies?: number
  show_price?: boolean
  show_tax?: boolean
}

export interface LabelsOrder {
  form: string
  show_price: boolean
  labels: { product: string; unit: string | null; count: number }[]
}

/** Whose statement, of which side and days. */
export interface StatementOrder {
  party: string
  side: 'ar' | 'ap'
  from: string
  to: string
  with_estimated: boolean
  paper?: string
}

/** Which customers are asked to pay what is overdue on a day. */
export interface DunningOrder {
  parties: string[]
  as_of: string
  paper: string
}

/** One file holds so many letters (jobs.LETTERS_MAX of the server). */
export const LETTERS_MAX = 200

export const previewDunning = (order: DunningOrder): Promise<PrintPages> => send('POST', '/prints/dunning/preview', { body: order })
export const printDunning = (order: DunningOrder): Promise<PrintProgress> => send('POST', '/prints/dunning', { body: order })
export const previewStatement = (order: StatementOrder): Promise<PrintPages> => send('POST', '/prints/statement/preview', { body: order })
export const printStatement = (order: StatementOrder): Promise<PrintProgress> => send('POST', '/prints/statement', { body: order })
export const printType = (type: string): Promise<PrintType> => call('get', '/api/prints/types/{type_code}', { path: { type_code: type } })
export const saveTemplate = (type: string, body: PrintTemplate): Promise<PrintType> => call('put', '/api/prints/types/{type_code}', { path: { type_code: type }, body })
export const resetTemplate = (type: string): Promise<PrintType> => call('delete', '/api/prints/types/{type_code}', { path: { type_code: type } })
export const previewPages = (document: string, order: PrintOrder, template?: PrintTemplate): Promise<PrintPages> =>
  send('POST', '/prints/preview', { body: { document, ...order, ...(template ? { template } : {}) } })
/** `query`: everything this list finds, instead of the documents. */
export const printDocuments = (documents: string[], order: PrintOrder, query?: Record<string, string | undefined>): Promise<PrintProgress> =>
  send('POST', '/prints', { body: query ? { query, ...order } : { documents, ...order } })
export const printProgress = (token: string): Promise<PrintProgress> => call('get', '/api/prints/files/{token}', { path: { token } })
export const previewLabels = (order: LabelsOrder): Promise<PrintPages> => send('POST', '/prints/labels/preview', { body: order })
export const printLabels = (order: LabelsOrder): Promise<PrintProgress> => send('POST', '/prints/labels', { body: order })
export const fileAddress = (token: string, isDownload = false): string => `/api/prints/files/${token}/pdf${isDownload ? '?download=true' : ''}`
export const logoAddress = (version: number): string => `/api/prints/logo?v=${version}`
export const removeLogo = (): Promise<unknown> => call('delete', '/api/prints/logo')

/** A PNG or JPG; the server looks at what it is. */
export function saveLogo(file: File): Promise<unknown> {
  const form = new FormData()
  form.append('file', file)
  return send('POST', '/prints/logo', { form })
}
