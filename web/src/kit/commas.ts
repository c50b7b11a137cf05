/** Several words or codes in one field. The wide comma and semicolon are written by number: they look like the narrow ones. */
const WORDS = /[、,;\uff0c\uff1b\n]/
const CODES = /[\s、,;\uff0c\uff1b]+/

/** "制单、审核" → ["制单", "审核"]; a word may have spaces in it. */
export const wordsOf = (text: string): string[] =>
  text
    .split(WORDS)
    .map((one) => one.trim())
    .filter(Boolean)

/** "A1 A2,A3" → ["A1", "A2", "A3"]; a code has no spaces. */
export const codesOf = (text: string): string[] => text.split(CODES).filter(Boolean)
