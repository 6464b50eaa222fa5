import type { Log } from '../../src/protocol/ports.js'

/** Longest line, in UTF-16 code units. */
const LONGEST = 1_000

/** One line per event, whatever is in it. */
export const createLog =
  (write: (line: string) => void): Log =>
  (level, code, detail) => {
    const line = detail === undefined ? `${level} ${code}` : `${level} ${code} ${detail}`
    write(line.slice(0, LONGEST).replaceAll(/\p{Cc}+\s*/gu, ' | '))
  }

/**
 * Where something unforeseen came from: the kind of error, its code, the places in our files. Not its message, which may
 * quote what somebody sent.
 */
export const placeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  const { code } = error as Error & { code?: unknown }
  const places = (error.stack ?? '').split('\n').flatMap(line => /^ +at .*?([\w.-]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? [])
  return [error.name, ...(typeof code === 'string' ? [code] : []), ...places.slice(0, 6)].join(' ')
}
