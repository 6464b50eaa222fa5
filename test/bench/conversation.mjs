/*
 * A conversation of any length, told as our protocol tells it: for the bench's own page and for the peers' harness. One
 * event may not exceed 256 kB, so a long one comes in parts, and its cursor with “live”.
 */

/** Messages that go into one snapshot. */
const PART = 500
/** Milliseconds; when the first message was written. */
const BEGAN = 1_760_000_000_000

const OPERATOR = { id: 'eva', name: 'Eva' }
const SESSION = {
  id: 's1',
  version: 1,
  entry: 'webchat',
  state: 'accepted',
  widget: 'main',
  operators: [OPERATOR],
  createdAt: BEGAN,
  acceptedAt: BEGAN,
}
const HELLO = {
  type: 'hello',
  protocol: 1,
  visitor: { id: 'v1', token: 'token-of-v1' },
  capabilities: ['typing', 'read', 'page'],
  dedupe: 'server',
  limits: { text: 4_000 },
  settings: { title: 'Lamp shop', team: [OPERATOR] },
  availability: { webchat: { state: 'online' } },
}

/** Words of about 75 characters, each time others. @param {number} seq */
export const wordsOf = seq => `Message ${seq}: the lamp that you asked for has come, and we keep it for you.`

/**
 * The message at a place, from 1; odd ones are the operator's.
 * @param {number} seq
 * @param {string} [text]
 */
export const messageAt = (seq, text = wordsOf(seq)) => ({
  id: `m${seq}`,
  version: 1,
  session: SESSION.id,
  seq,
  at: BEGAN + seq * 1_000,
  ...(seq % 2 ? { from: 'operator', author: OPERATOR } : { from: 'visitor', command: `c${seq}` }),
  body: { kind: 'text', text },
})

/**
 * All that a stream says before it is quiet, as frames of an event stream.
 * @param {readonly object[]} messages
 * @param {number} [place] where the conversation stands
 */
export const opening = (messages, place = messages.length) => {
  const cursor = `e.${place}`
  const first = messages.slice(0, PART)
  const rest = messages.slice(PART)
  const snapshot = {
    type: 'snapshot',
    sessions: [SESSION],
    messages: first,
    more: place > messages.length,
    ...(!rest.length && { cursor }),
  }
  const more = rest.map(message => ({ type: 'message.added', message }))
  return [HELLO, snapshot, ...more, { type: 'live', cursor }].map(frame).join('')
}

/**
 * One more message, as a frame.
 * @param {{ seq: number }} message
 */
export const added = message => frame({ type: 'message.added', cursor: `e.${message.seq}`, message })

/** What a good backend answers to a command. @param {{ type: string }} command */
export const replyTo = ({ type }) => (type === 'history.get' ? { messages: [], more: false } : {})

/** @param {object} event */
const frame = event => `data: ${JSON.stringify(event)}\n\n`
