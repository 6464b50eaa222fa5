import type { Options } from '../../api/options.js'
import type { Finding } from '../../api/findings.js'
import { fault } from './finding.js'

/** UTF-16 units that browsers keep for one origin, keys and values together. */
const ROOM = 5 * 1024 * 1024
/** What an outbox and a draft may take of it. */
const NEEDED = 64 * 1024

/** Whether the conversation outlives the page. Nothing is written: how full it is, its lengths tell. */
export const storageFindings = ({ storage }: Pick<Options, 'storage'>): Finding[] => {
  if (storage === 'memory') return []
  try {
    const area = window[`${storage}Storage`]
    let used = 0
    for (let at = 0; at < area.length; at++) {
      const key = area.key(at) ?? ''
      used += key.length + (area.getItem(key)?.length ?? 0)
    }
    if (used < ROOM - NEEDED) return []
    return [
      fault(
        'storage.full',
        `This origin’s ${storage}Storage is full (${used} of about ${ROOM} characters), so what is written is lost with the page: remove what the site does not need.`,
      ),
    ]
  } catch (error) {
    return [
      fault(
        'storage.blocked',
        `The browser forbids ${storage}Storage here, so the conversation ends with the page (${error as Error}). Look for blocked cookies or a sandboxed frame.`,
      ),
    ]
  }
}
