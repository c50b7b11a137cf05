/** Our own icons, drawn on 16 × 16 with one stroke. */
export const icons = {
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14',
  close: 'm4 4 8 8m0-8-8 8',
  plus: 'M8 3v10M3 8h10',
  check: 'm3 8.5 3.2 3L13 4.5',
  down: 'm4 6 4 4 4-4',
  right: 'm6 4 4 4-4 4',
  left: 'm10 4-4 4 4 4',
  user: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8Zm-5.5 6c.6-2.6 2.8-4 5.5-4s4.9 1.4 5.5 4',
  language: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2 8h12M8 2c2 2 2.6 4 2.6 6S10 12 8 14c-2-2-2.6-4-2.6-6S6 4 8 2Z',
  moon: 'M13 9.6A5.4 5.4 0 0 1 6.4 3 5.4 5.4 0 1 0 13 9.6Z',
  home: 'M2.5 7.5 8 3l5.5 4.5M4 6.6V13h8V6.6M6.7 13V9.5h2.6V13',
  purchasing: 'M2 3h1.8l1.5 7h6.4L13 5H4.4M6 13.2h.1M11 13.2h.1',
  sales: 'M2.5 8.6V3h5.6l5.4 5.4-5.6 5.6-5.4-5.4ZM5.2 5.7h.1',
  warehousing: 'M2.5 5.5 8 2.5l5.5 3v8h-11v-8ZM5 13.5V8.5h6v5M5 11h6',
  treasury: 'M2.5 4.5h11v8h-11v-8ZM2.5 7h11M10.5 10h1',
  bookkeeping: 'M4 2.5h8.5v11H4a1.5 1.5 0 0 1 0-3h8.5M2.5 12V4A1.5 1.5 0 0 1 4 2.5M6 5.5h4',
  reports: 'M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6',
  settings: 'M3 4.5h5m3 0h2M3 11.5h2m3 0h5M9.5 6.2V2.8M6.5 13.2V9.8',
  health: 'M2 8.5h2.8L6.5 4l3 8 1.7-3.5H14',
  opening: 'M3 2.5h7l3 3v8H3v-11Zm7 0v3h3M5.5 8.5h5m-5 2.5h5',
  other: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h6.8a4 4 0 0 1 0 8H6',
  copy: 'M5.5 5.5h8v8h-8v-8Zm-2.9 5h-.1v-8h8v.1',
  edit: 'm3 10.6 7.4-7.4 2.4 2.4L5.4 13H3v-2.4Z',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  calendar: 'M2.5 4h11v9.5h-11V4Zm0 3h11M5.5 2.5v3m5-3v3',
  upload: 'M8 10.5v-8M5 5.5l3-3 3 3M2.5 10.5v3h11v-3',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5V5h-2.5',
  link: 'M6.5 9.5l3-3M7 5l1.6-1.6a2.9 2.9 0 0 1 4 4L11 9M9 11l-1.6 1.6a2.9 2.9 0 0 1-4-4L5 7',
  alert: 'M8 2.5 14 13.5H2L8 2.5ZM8 6.5v3.2M8 11.6h.1',
  keyboard: 'M1.5 4h13v8h-13V4ZM4 6.5h.1M6.7 6.5h.1M9.3 6.5h.1M12 6.5h.1M5 9.5h6',
} as const

export type IconName = keyof typeof icons

/** The icon of a department, or the plain one. */
export const iconOf = (name: string): IconName => (name in icons ? (name as IconName) : 'other')
