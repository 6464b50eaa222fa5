/* Drawings in a 24 grid: a room carries those that it draws. */

export const mic = 'M12 3a3 3 0 013 3v5.5a3 3 0 01-6 0V6a3 3 0 013-3zM5.5 11.5a6.5 6.5 0 0013 0M12 18v3'
export const micOff =
  'M15 10.5V6a3 3 0 00-5.8-1M9 9v2.5a3 3 0 004.3 2.7M5.5 11.5a6.5 6.5 0 0010.3 5.3M18.5 11.5a6.5 6.5 0 01-.4 2.2M12 18v3M3.5 3.5l17 17'
export const camera = 'M5.5 6h7a3 3 0 013 3v6a3 3 0 01-3 3h-7a3 3 0 01-3-3V9a3 3 0 013-3zM15.5 11l6-3.5v9l-6-3.5'
export const cameraOff =
  'M8 6h4.5a3 3 0 013 3v4.5M15.5 16.6a3 3 0 01-3 1.4h-7a3 3 0 01-3-3V9a3 3 0 011.7-2.7M15.5 11l6-3.5v9l-3-1.7M3.5 3.5l17 17'
export const share =
  'M5.5 4.5h13A2.5 2.5 0 0121 7v7a2.5 2.5 0 01-2.5 2.5h-13A2.5 2.5 0 013 14V7a2.5 2.5 0 012.5-2.5zM12 13.3V7.8M9.3 10.4L12 7.7l2.7 2.7M8 20h8'
export const flip = 'M20 12a8 8 0 11-2.6-5.9M20 3.8v4.5h-4.5'
export const pip = 'M21 12V7a2.5 2.5 0 00-2.5-2.5h-13A2.5 2.5 0 003 7v9a2.5 2.5 0 002.5 2.5H10M14 14h7v5h-7z'
export const full = 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5'
export const hang =
  'M2.8 14.6c0-5.6 18.4-5.6 18.4 0v1.3a1.4 1.4 0 01-1.7 1.4l-2.9-.6a1.4 1.4 0 01-1.1-1.4v-1.5c-2.2-.7-4.8-.7-7 0v1.5a1.4 1.4 0 01-1.1 1.4l-2.9.6a1.4 1.4 0 01-1.7-1.4z'

/** Silent: the name of its button says it. */
export const Sign = ({ of }: { of: string }) => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <path d={of} />
  </svg>
)
