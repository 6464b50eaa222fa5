import type { ButtonEntry } from '../api/options.js'

/** Paths on a grid of 24, drawn by stroke. */
export const ICONS: Record<ButtonEntry, string> = {
  webchat:
    'M6.5 4.5h11A3.5 3.5 0 0121 8v6a3.5 3.5 0 01-3.5 3.5H12L7.5 21v-3.5h-1A3.5 3.5 0 013 14V8a3.5 3.5 0 013.5-3.5z',
  video: 'M5.5 6h7a3 3 0 013 3v6a3 3 0 01-3 3h-7a3 3 0 01-3-3V9a3 3 0 013-3zM15.5 11l6-3.5v9l-6-3.5',
  callback:
    'M6 3.5h3l1.7 4.3-2 1.7a12 12 0 005.8 5.8l1.7-2 4.3 1.7v3a2 2 0 01-2.1 2A16 16 0 014 5.6a2 2 0 012-2.1zM20.5 3.5l-6 6M14.5 5v4.5H19',
}
