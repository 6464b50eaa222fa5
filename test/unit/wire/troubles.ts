import { connect } from 'node:net'
import type { GroupSettings } from '../../../demo/backend/groups.js'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import { StoreUnavailable, type Store } from '../../../demo/backend/store.js'
import { logIn, startServer, type Served } from '../backend/served.js'
import { CHANNELS } from './bridging.js'
import { newVisitor, still } from './scenes.js'

/* Servers in trouble of one kind each, for one question. */

export const desk = async (one: Served) => (await logIn(one)).headers
export const visitor = async (one: Served) => (await newVisitor(one)).headers

/** A store that works until somebody rings: from then on its disk is gone. */
const failing = (store: Store): Store => {
  let isGone = false
  const die = () => Promise.reject(new Error('the disk is gone'))
  return {
    ...store,
    command: (scope, id) => (id === 'lost' ? die() : store.command(scope, id)),
    append: batch => {
      isGone ||= batch.rows.some(({ change }) => change.type === 'session.changed')
      return isGone ? die() : store.append(batch)
    },
    head: () => (isGone ? die() : store.head()),
    rows: (after, limit) => (isGone ? die() : store.rows(after, limit)),
  }
}

/** On a server of its own, whose store fails once somebody rings. */
export const broken =
  (ask: (own: Served) => Promise<Response>, more: Parameters<typeof startServer>[0] = {}) =>
  async () => {
    const own = await startServer({ store: failing(createMemoryStore('site')), ...more })
    const response = await ask(own)
    const answer = new Response(await response.text(), response)
    await own.close()
    return answer
  }
/** A bridge's server, whose clock stands. */
export const STANDING = { channels: CHANNELS, clock: still }
export const bridged =
  (ask: (own: Served) => Promise<Response>, more: Parameters<typeof startServer>[0] = {}) =>
  async () => {
    const own = await startServer({ ...STANDING, ...more })
    const response = await ask(own)
    const answer = new Response(await response.text(), response)
    await own.close()
    return answer
  }

/** On a server of its own, with one group. */
export const grouped = (group: GroupSettings, ask: (own: Served) => Promise<Response>) => async () => {
  const own = await startServer({ groups: { main: group } })
  const response = await ask(own)
  const answer = new Response(await response.text(), response)
  await own.close()
  return answer
}

/** On a server of its own, that mails conversations out. */
export const mailing = (ask: (own: Served) => Promise<Response>) => async () => {
  const own = await startServer({
    mailer: { send: async () => 'smtp', sendTranscript: async () => 'smtp', forget: async () => {} },
  })
  const response = await ask(own)
  const answer = new Response(await response.text(), response)
  await own.close()
  return answer
}

/** On a server of its own, that is being ended while somebody still says what they want. */
export const closing = (ask: (own: Served) => Promise<Response>) => async () => {
  const own = await startServer()
  const slow = connect(own.port, '127.0.0.1')
  slow.write('POST /v1/commands HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{')
  while (!own.counts().open) await new Promise(resolve => setImmediate(resolve))
  const closed = own.close()
  const response = await ask(own)
  const answer = new Response(await response.text(), response)
  slow.destroy()
  await closed
  return answer
}

/** On a server of its own, whose store says for certain that it takes nothing. */
export const locked =
  (ask: (own: Served) => Promise<Response>, more: Parameters<typeof startServer>[0] = {}) =>
  async () => {
    const store = createMemoryStore('site')
    let isLocked = false
    const append: Store['append'] = batch =>
      isLocked ? Promise.reject(new StoreUnavailable('locked')) : store.append(batch)
    const own = await startServer({ store: { ...store, append }, ...more })
    const headers = { ...(await visitor(own)), ...(await desk(own)) }
    isLocked = true
    const response = await ask({ ...own, post: (path, body, more) => own.post(path, body, { ...headers, ...more }) })
    const answer = new Response(await response.text(), response)
    await own.close()
    return answer
  }
