/** Which money a document type has: `amounts` of its declaration in words of the page. */
import type { DocumentType } from '@/api/types'
import { t } from '@/kit/i18n'
import { isZero } from '@/kit/num'

/** Net, tax and total; else there is one amount, or none. */
export const hasTax = (type: Pick<DocumentType, 'amounts'>): boolean => ['priced', 'given', 'source'].includes(type.amounts)

/** Whether the page computes them while somebody types; shares are given by the document itself when it is posted. */
export const typesAmounts = (type: Pick<DocumentType, 'amounts'>): boolean => !['none', 'shares'].includes(type.amounts)

export const hasAmounts = (type: Pick<DocumentType, 'amounts'>): boolean => type.amounts !== 'none'

/**
 * False where a paper's 0.00 tells nothing: nobody typed what the books find when they cost its goods, a draft whose
 * lines get their shares when it is posted, a type without money.
 */
export const tellsAmount = (type: Pick<DocumentType, 'amounts'> | undefined, state: string, amount: string | null | undefined): boolean =>
  !!amount && !(isZero(amount) && type && (type.amounts === 'cost' || type.amounts === 'none' || (type.amounts === 'shares' && state === 'draft')))

/** What the one figure of the document is called. */
export const amountLabel = (type: Pick<DocumentType, 'amounts'>): string =>
  hasTax(type) ? t('document.amountIncl') : type.amounts === 'cost' ? t('effects.costAmount') : t('document.amount')
