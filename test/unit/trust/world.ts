import { demoOperators } from '../../../demo/backend/demo-site.js'
import { without } from '../../../demo/backend/without.js'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Row } from '../../../demo/backend/row.js'
import { watch } from './watched-store.js'
import { bearer, logIn, openStream, startServer, type Served } from '../backend/served.js'

/** Who asks for what is not theirs. */
export type Actor =
  | 'nobody'
  | 'another visitor'
  | 'a forgotten visitor'
  | 'a visitor of another site'
  | 'a page of elsewhere'
  | 'the owner, in a closed conversation'
  | 'an operator, by cookie'
  | 'a visitor, at the desk'
  | 'a colleague'
  | 'a colleague, in another’s name'
  | 'an operator of another site'
  | 'a page of elsewhere, with the operator’s cookie'
  | 'an operator whose pass has expired'
  | 'the operator, in a closed conversation'
  | 'the operator, of a forgotten visitor'

export const VISITOR_ACTORS = [
  'nobody',
  'another visitor',
  'a forgotten visitor',
  'a visitor of another site',
  'a page of elsewhere',
  'an operator, by cookie',
  'the owner, in a closed conversation',
] as const satisfies Actor[]
export const DESK_ACTORS = [
  'nobody',
  'a visitor, at the desk',
  'a colleague',
  'a colleague, in another’s name',
  'an operator of another site',
  'a page of elsewhere, with the operator’s cookie',
  'an operator whose pass has expired',
  'the operator, in a closed conversation',
  'the operator, of a forgotten visitor',
] as const satisfies Actor[]

/** What a request is made with: who says it, and which conversation it names. */
export interface Attempt {
  headers: Record<string, string>
  session: string
}

const START = { id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' }
const SECRET_WORDS = 'the key lies under the third stone'
const SECRET_NAME = 'Jana of the House'
const ELSEWHERE = 'https://evil.example'
const DAY = 86_400_000

/** A server with a conversation on it that is nobody else’s business, and everybody who tries. */
export const createWorld = async () => {
  let now = 1_790_000_000_000
  const clock = { now: () => now, after: () => () => {} }
  const { store, batches } = watch(createMemoryStore('site'))
  // Time stands still, so nothing is ever refilled.
  const many = { burst: 100_000, perSecond: 1 }
  const rates = { loginsOfAddress: many, formsOfAddress: many, forgetsOfAddress: many }
  const served = await startServer({ store, clock, rates, operators: demoOperators.map(one => without(one, 'admin')) })
  const other = await startServer({ clock, rates, secret: 'of another site', deskKey: 'open sesame' })

  const visit = async (site: Served) => {
    const { token, events, close } = await openStream(site)
    await close()
    const send = async (command: object) => {
      const response = await site.post('/v1/commands', command, bearer(token))
      if (!response.ok) throw new Error(`the world could not be made: ${await response.text()}`)
      return (await response.json()) as { session: { id: string } }
    }
    const { id } = (events[0] as unknown as { visitor: { id: string } }).visitor
    return { token, id, send, cursor: String(events.at(-1)?.cursor) }
  }
  const desk = async (operator = 'anna', site = served) => {
    const { headers, cookie } = await logIn(site, operator)
    if (!cookie) throw new Error(`${operator} was not let in`)
    return headers
  }
  const converse = async (words: string) => {
    const visitor = await visit(served)
    const { session } = await visitor.send({ ...START, form: { name: SECRET_NAME } })
    await visitor.send({ id: 'say', type: 'message.send', text: words })
    const accept = { id: `accept ${session.id}`, type: 'session.accept', session: session.id }
    await served.post('/v1/desk/commands', accept, await desk())
    return { ...visitor, session: session.id }
  }
  const closed = async () => {
    const { session, token, send } = await converse('that is over')
    await send({ id: 'leave', type: 'session.leave', session })
    return { headers: bearer(token), session }
  }
  const forgotten = async () => {
    const { session, token, send } = await converse('forget this')
    await send({ id: 'forget', type: 'visitor.forget' })
    return { headers: bearer(token), session }
  }
  const victim = await converse(SECRET_WORDS)
  const onVictim = (headers: Record<string, string>): Attempt => ({ headers, session: victim.session })

  const attempts: Record<Actor, () => Promise<Attempt>> = {
    nobody: async () => onVictim({}),
    'another visitor': async () => onVictim(bearer((await visit(served)).token)),
    'a forgotten visitor': forgotten,
    'a visitor of another site': async () => onVictim(bearer((await visit(other)).token)),
    'a page of elsewhere': async () => onVictim({ ...bearer(victim.token), origin: ELSEWHERE }),
    'the owner, in a closed conversation': closed,
    'an operator, by cookie': async () => onVictim(await desk()),
    'a visitor, at the desk': async () => onVictim({ ...bearer(victim.token), 'x-zvonek-operator': 'anna' }),
    'a colleague': async () => onVictim(await desk('boris')),
    'a colleague, in another’s name': async () => onVictim({ ...(await desk('boris')), 'x-zvonek-operator': 'anna' }),
    'an operator of another site': async () => onVictim(await desk('anna', other)),
    'a page of elsewhere, with the operator’s cookie': async () => onVictim({ ...(await desk()), origin: ELSEWHERE }),
    'an operator whose pass has expired': async () => {
      now -= DAY
      const headers = await desk()
      now += DAY
      return onVictim(headers)
    },
    'the operator, in a closed conversation': async () => ({
      headers: await desk(),
      session: (await closed()).session,
    }),
    'the operator, of a forgotten visitor': async () => ({
      headers: await desk(),
      session: (await forgotten()).session,
    }),
  }

  const rows = () => store.rows(0, 100_000)
  return {
    served,
    victim,
    attempt: (actor: Actor) => attempts[actor](),
    /** What nobody else may read. */
    secrets: [SECRET_WORDS, SECRET_NAME, victim.token, victim.id],
    /** How much was ever written. */
    written: () => batches.length,
    /** All that happened to the victim. */
    fate: async () => JSON.stringify((await rows()).filter(({ client }) => client === victim.id)),
    /** What happened last in a conversation: it was spoken in, or the state it came to. */
    last: async (session: string) => (await rows()).flatMap(row => about(row, session)).at(-1),
    close: () => Promise.all([served.close(), other.close()]),
  }
}
export type World = Awaited<ReturnType<typeof createWorld>>

const about = ({ change }: Row, session: string): string[] => {
  if (change.type === 'session.changed' && change.session.id === session) return [change.session.state]
  if (change.type === 'message.added' && change.message.session === session) return ['spoken']
  return []
}
