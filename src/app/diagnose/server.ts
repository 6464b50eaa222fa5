import type { Finding } from '../../api/findings.js'
import { HOLD, parseChecked, type Checked } from '../../protocol/check.js'
import { PROTOCOL } from '../../protocol/events.js'
import type { Clock } from '../../protocol/ports.js'
import { own } from '../../protocol/own.js'
import { ask } from '../../transports/http/ask.js'
import { fault, note } from './finding.js'

export interface ServerPorts {
  fetch: typeof fetch
  clock: Clock
}

export interface Answered {
  findings: Finding[]
  /** What the backend said; undefined where it said nothing that makes sense. */
  checked: Checked | undefined
}

interface Refused {
  code?: unknown
  message?: unknown
}

/** Ms that an answer is waited for. */
const PATIENCE = 10_000
/** Ms that this device's clock may be wrong by: tokens of a site hold for minutes. */
const CLOCK = 120_000

/** Asks the backend the way a stream asks it, but for who somebody is: same method, same headers, same kind of answer. */
export const askServer = async (server: string, widget: string, browser: ServerPorts): Promise<Answered> => {
  const url = new URL(server, location.href)
  if (location.protocol === 'https:' && url.protocol === 'http:' && !isHere(url))
    return only(
      fault(
        'server.mixed',
        `A page by https may not speak to ${url.origin}: give the backend https, and “server” with it.`,
      ),
    )
  let isLate = false
  try {
    return await patiently(
      browser.clock,
      async signal => read(await send({ url, widget }, browser, signal), { url, widget, clock: browser.clock }),
      () => (isLate = true),
    )
  } catch {
    return only(await whyLost(url, browser, isLate))
  }
}

/** Does what can be given up, and gives it up when it takes too long. */
const patiently = async <T>(clock: Clock, act: (signal: AbortSignal) => Promise<T>, giveUp = () => {}): Promise<T> => {
  const control = new AbortController()
  const undo = clock.after(PATIENCE, () => {
    giveUp()
    control.abort()
  })
  try {
    return await act(control.signal)
  } finally {
    undo()
    control.abort()
  }
}

const only = (finding: Finding): Answered => ({ findings: [finding], checked: undefined })

const isHere = ({ hostname }: URL) => /^(localhost|127\.0\.0\.1|\[::1\]|.*\.localhost)$/.test(hostname)

const send = ({ url: { href }, widget }: Pick<Asked, 'url' | 'widget'>, { fetch }: ServerPorts, signal: AbortSignal) =>
  ask({ base: `${href.replace(/\/$/, '')}/v1`, fetch, headers: () => ({}), credentials: 'omit' }, 'check', {
    body: { protocol: PROTOCOL, widget },
    accept: 'text/event-stream',
    signal,
  })

interface Asked {
  url: URL
  widget: string
  clock: Clock
}

const read = async (response: Response, asked: Asked): Promise<Answered> => {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  if (!response.ok || !response.body || !isStream) return only(await whyRefused(response, asked))
  const { text, held } = await listen(response.body, asked.clock)
  const checked = parse(text)
  if (!checked) return only(otherThan(asked.url, 'its stream says nothing that this version understands'))
  return { findings: [...heldBack(held), ...versions(checked), ...clocks(checked, asked.clock)], checked }
}

/** All that comes, and for how long (ms) the stream was open behind its event. */
const listen = async (body: ReadableStream<Uint8Array>, clock: Clock) => {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let first: number | undefined
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return { text, held: clock.now() - (first ?? clock.now()) }
    text += decoder.decode(value, { stream: true })
    if (/^data:.*\n\n/m.test(text)) first ??= clock.now()
  }
}

const parse = (text: string): Checked | undefined => {
  try {
    return parseChecked(JSON.parse(/^data: ?(.*)$/m.exec(text)?.[1] ?? ''))
  } catch {
    return undefined
  }
}

const heldBack = (held: number) =>
  held < HOLD / 2
    ? [
        fault(
          'stream.buffered',
          'Something between the backend and this page holds its answers back until they are whole, so messages do not come: switch off buffering and compression for /v1/ in the proxy (nginx: proxy_buffering off).',
        ),
      ]
    : []

const versions = ({ protocol, oldest }: Checked) =>
  oldest > PROTOCOL || protocol < PROTOCOL
    ? [
        fault(
          'protocol',
          `This script speaks protocol ${PROTOCOL}, the backend ${oldest === protocol ? protocol : `${oldest} to ${protocol}`}: use the script of the backend's own release.`,
        ),
      ]
    : []

const clocks = ({ now }: Checked, clock: Clock) => {
  const off = Math.round((clock.now() - now) / 1_000)
  return Math.abs(off) * 1_000 > CLOCK
    ? [
        note(
          'clock',
          `This device's clock is ${Math.abs(off)} s ${off > 0 ? 'ahead of' : 'behind'} the backend's: times look wrong.`,
        ),
      ]
    : []
}

const otherThan = ({ href }: URL, why: string) =>
  fault(
    'server.other',
    `At ${href} something else answers than a backend of Zvonek of this version (${why}): look at “server”.`,
  )

const whyRefused = async (response: Response, { url, widget }: Asked): Promise<Finding> => {
  const { code, message } = own(Object(await response.json().catch(() => null)) as Refused)
  const sentence = typeof message === 'string' ? message : `HTTP ${response.status}`
  if (code === 'origin') return fault('origin', sentence)
  if (code === 'widget.unknown')
    return fault('widget.unknown', `The backend at ${url.href} has no widget “${widget}”: ${sentence}`)
  if (response.status === 429)
    return note('rate', `The backend has been asked too often from this network: ${sentence}`)
  if (response.status >= 500) return fault('server.failed', `The backend at ${url.href} fails: ${sentence}`)
  return otherThan(url, sentence)
}

/** A page is not told why; whether there is somebody at all, an answer that it may not read tells. */
const whyLost = async ({ href, origin }: URL, { fetch, clock }: ServerPorts, isLate: boolean): Promise<Finding> => {
  const isThere = await patiently(clock, signal =>
    fetch(href, { __proto__: null, mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal }),
  ).then(
    () => true,
    () => false,
  )
  if (isThere && isLate)
    return fault('server.failed', `What is at ${href} answers too slowly: not within ${PATIENCE / 1_000} s.`)
  return isThere
    ? fault(
        'server.closed',
        `Something answers at ${href}, but does not let pages of ${location.origin} ask: it is no backend of Zvonek of this version, or a proxy in front of it answers OPTIONS or POST itself.`,
      )
    : fault(
        'server.unreachable',
        `Nothing answers at ${origin}: the address is wrong, the backend is down, its certificate is not good, or an extension or firewall blocks it. The browser's network panel says which.`,
      )
}
