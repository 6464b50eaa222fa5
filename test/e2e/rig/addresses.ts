import { networkInterfaces } from 'node:os'
import type { Signalled } from './engines.js'

/** What one side told the other of where it is. */
export interface Told {
  /** Candidates by kind, in candidates and in descriptions. */
  kinds: Record<string, number>
  /** What tells of a place other than the relay. */
  leaks: string[]
}

/** Addresses of this machine by which others could find it. */
const OWN = Object.values(networkInterfaces())
  .flatMap(all => all ?? [])
  .filter(({ internal }) => !internal)
  .map(({ address }) => address.split('%')[0] ?? '')

/** Addresses that tell nothing: none at all, and the relay's. */
const NOTHING = new Set(['0.0.0.0', '::', '127.0.0.1'])

/** Reads all that was said, by the grammar of https://datatracker.ietf.org/doc/html/rfc8839#section-5.1 and by plain search. */
export const readAddresses = (said: readonly Signalled[]): Told => {
  const told: Told = { kinds: {}, leaks: [] }
  const texts = said.map(signal => signal.description?.sdp ?? signal.candidate?.candidate ?? '')
  for (const text of texts) {
    for (const [line, kind = ''] of text.matchAll(/candidate:.* typ (\w+)[^\r\n]*/g)) {
      told.kinds[kind] = (told.kinds[kind] ?? 0) + 1
      if (kind !== 'relay') told.leaks.push(line)
      const [, related = '0.0.0.0'] = / raddr (\S+)/.exec(line) ?? []
      if (!NOTHING.has(related)) told.leaks.push(`raddr ${related}`)
    }
    for (const [, address = ''] of text.matchAll(/^c=IN IP[46] (\S+)/gm))
      if (!NOTHING.has(address)) told.leaks.push(`c= ${address}`)
    for (const address of OWN) if (text.includes(address)) told.leaks.push(address)
    if (/\.local\b/.test(text)) told.leaks.push('a name of this machine')
  }
  return told
}
