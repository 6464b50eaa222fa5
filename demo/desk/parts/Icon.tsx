/** Paths of the desk's own icons; the widget's travel with the widget. */
const paths = {
  bell: 'M4 16a8 8 0 0 1 16 0zM2.5 19.5h19M12 8V5.5M10 5.5h4',
  webchat:
    'M6.5 4.5h11A3.5 3.5 0 0 1 21 8v6a3.5 3.5 0 0 1-3.5 3.5H12L7.5 21v-3.5h-1A3.5 3.5 0 0 1 3 14V8a3.5 3.5 0 0 1 3.5-3.5z',
  video: 'M5.5 6h7a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3zM15.5 11l6-3.5v9l-6-3.5',
  phone:
    'M6 3.5h3l1.7 4.3-2 1.7a12.3 12.3 0 0 0 5.8 5.8l1.7-2 4.3 1.7v3a2 2 0 0 1-2.1 2A16.4 16.4 0 0 1 4 5.6a2 2 0 0 1 2-2.1z',
  callback:
    'M6 3.5h3l1.7 4.3-2 1.7a12.3 12.3 0 0 0 5.8 5.8l1.7-2 4.3 1.7v3a2 2 0 0 1-2.1 2A16.4 16.4 0 0 1 4 5.6a2 2 0 0 1 2-2.1zM20.5 3.5l-6 6M14.5 5v4.5H19',
  key: 'M8 11a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM11.3 12.3L20 3.6M16.3 7.3l3 3',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9.5l6 6 6-6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  checks: 'M2 12.5L6.5 17l9-9.5M11.3 16.6l.4.4 9.3-9.5',
  mail: 'M5.5 5h13A2.5 2.5 0 0 1 21 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5v-9A2.5 2.5 0 0 1 5.5 5zM3.6 6.8L12 13l8.4-6.2',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.2v5l3.3 2',
  alert: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V13M12 16.4v.1',
  nonet:
    'M3.5 3.5l17 17M8.5 15.2a5 5 0 0 1 5.3-1.2M5 11.6a10 10 0 0 1 4.2-2.5M13 8.6a10 10 0 0 1 6 3M1.8 8a14.6 14.6 0 0 1 4.2-2.8M10.5 4.7A14.5 14.5 0 0 1 22.2 8M12 18.9v.1',
  retry: 'M20 12a8 8 0 1 1-2.6-5.9M20 3.8v4.5h-4.5',
  sound: 'M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11',
  leave: 'M10 4.5H7A2.5 2.5 0 0 0 4.5 7v10A2.5 2.5 0 0 0 7 19.5h3M14.5 8l4.5 4-4.5 4M19 12H9.5',
  more: 'M5.5 11.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM12 11.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM18.5 11.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1z',
  mute: 'M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM16 9.5l5 5M21 9.5l-5 5',
} as const

export type IconName = keyof typeof paths

/** One drawing in a 24 grid; the word stands beside it, so it is silent. */
export const Icon = ({ name, small }: { name: IconName; small?: boolean }) => (
  <svg class={small ? 'i s' : 'i'} viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
)
