/** Drawings in a 24 grid: stroke only, round ends. */
const paths = {
  bell: 'M4 16a8 8 0 0116 0zM2.5 19.5h19M12 8V5.5M10 5.5h4',
  video: 'M5.5 6h7a3 3 0 013 3v6a3 3 0 01-3 3h-7a3 3 0 01-3-3V9a3 3 0 013-3zM15.5 11l6-3.5v9l-6-3.5',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9.5l6 6 6-6',
  send: 'M12 19V5.5M6 11.2l6-6 6 6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  checks: 'M2 12.5L6.5 17l9-9.5M11.3 16.6l.4.4 9.3-9.5',
  clip: 'M20 11l-8 8a5 5 0 01-7-7l8-8a3.4 3.4 0 015 5l-8 8a1.7 1.7 0 01-2-2l7-7',
  clock: 'M12 3a9 9 0 100 18 9 9 0 0 0 0-18zM12 7.2v5l3.3 2',
  alert: 'M12 3a9 9 0 100 18 9 9 0 0 0 0-18zM12 7.5V13M12 16.4v.1',
  nonet: 'M3.5 3.5l17 17M5 11.6a10 10 0 0114 0M8.5 15.2a5 5 0 017 0M12 18.9v.1',
}

export type IconName = keyof typeof paths

/** A path that only one room draws. */
type Path = `M${string}`

/** Silent: the word it repeats always stands beside it. */
export const Icon = ({ name, small }: { name: IconName | Path; small?: boolean }) => (
  <svg class={small ? 'i s' : 'i'} viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name as IconName] ?? name} />
  </svg>
)
