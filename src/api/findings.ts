/**
 * What `diagnose()` may find, as a word to branch on.
 *
 * - `launcher.gone`, `.hidden`, `.invisible`, `.outside`, `.covered`: why there are no buttons to press
 * - `csp.script-src`, `csp.connect-src`, `csp.img-src`: the page's content security policy forbids it
 * - `load`: a file of the widget did not come
 * - `server.mixed`, `.unreachable`, `.closed`, `.other`, `.failed`: nothing that answers as a backend of Zvonek at this address
 * - `origin`: the backend does not serve pages of this origin
 * - `widget.unknown`: the backend has no widget of that name
 * - `protocol`: script and backend are of versions that do not fit
 * - `rate`: the backend has been asked too often
 * - `stream.buffered`: something on the way holds back what the backend says
 * - `clock`: this device's clock is far off
 * - `connection`: the connection of this visitor does not work; `identity`: who they are was refused
 * - `offline`: the browser has no network
 * - `storage.blocked`, `.full`: the conversation lasts no longer than the page
 * - `page.insecure`, `camera.policy`, `microphone.policy`: why calls from this page cannot work
 * - `consent`: the site is asked for consent and has not given it
 * - `availability`: nobody answers now; the message says why
 */
export type FindingCode =
  | `launcher.${'gone' | 'hidden' | 'invisible' | 'outside' | 'covered'}`
  | `csp.${'script-src' | 'connect-src' | 'img-src'}`
  | `server.${'mixed' | 'unreachable' | 'closed' | 'other' | 'failed'}`
  | `storage.${'blocked' | 'full'}`
  | `${'camera' | 'microphone'}.policy`
  | 'load'
  | 'origin'
  | 'widget.unknown'
  | 'protocol'
  | 'rate'
  | 'stream.buffered'
  | 'clock'
  | 'connection'
  | 'identity'
  | 'offline'
  | 'page.insecure'
  | 'consent'
  | 'availability'

/** One reason why something does not work. */
export interface Finding {
  code: FindingCode
  /** `fault`: it is to be mended. `note`: it is so on purpose, or for now, and may be what you wonder about. */
  level: 'fault' | 'note'
  /** For the developer, in English: what is so, and what to do. */
  message: string
}
