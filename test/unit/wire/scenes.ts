import { CHANNELS, deliver, HELLO } from './bridging.js'
import { demoOperators } from '../../../demo/backend/demo-site.js'
import { without } from '../../../demo/backend/without.js'
import type { SiteSettings } from '../../../demo/protocol/desk.js'
import type { Scene } from '../../../demo/server/openapi/papers.js'
import { IDS } from '../../../demo/server/openapi/samples.js'
import type { ServerOptions } from '../../../demo/server/server.js'
import type { Clock } from '../../../src/protocol/ports.js'
import { OF_CALLS, setCall } from './call-scenes.js'
import { setForm } from './form-scenes.js'
import { bearer, logIn, openStream, readEvents, startServer, type Served } from '../backend/served.js'

/** Time stands still: nobody comes or goes by themselves. */
export const still: Clock = { now: () => 1_790_000_000_000, after: () => () => {} }

/** Somebody who sends commands to a real server, in a scene. */
export interface Actor {
  served: Served
  headers: Record<string, string>
  /** A sample with living ids in the place of the written ones. */
  alive<T extends object>(sample: T): T
  send(command: object): Promise<Response>
}

const sessionIn = async (answer: Response) => ((await answer.json()) as { session: { id: string } }).session.id
const START = { id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' }

/** A visitor known by their token only. */
export const newVisitor = async (served: Served, page?: { url: string }) => {
  const { token, events, close } = await openStream(served)
  if (page) await served.post('/v1/commands', { id: 'here', type: 'page.share', page }, bearer(token))
  await close()
  const { id } = (events[0] as unknown as { visitor: { id: string } }).visitor
  const headers = bearer(token)
  const send = (command: object) => served.post('/v1/commands', command, headers)
  const ring = async (more: object = {}) => sessionIn(await send({ ...START, ...more }))
  return { id, token, headers, send, ring }
}

export const order = async (served: Served, headers: Record<string, string>, command: object) => {
  const response = await served.post('/v1/desk/commands', command, headers)
  if (!response.ok) throw new Error(`the scene could not be set: ${await response.text()}`)
}
export const accept = async (served: Served, session: string, operator = 'anna') => {
  const { headers } = await logIn(served, operator)
  await order(served, headers, { id: `accept ${session}`, type: 'session.accept', session })
}

/** Numbers that an operator makes: the last one, as their desk is told it. */
const invite = async (served: Served, many = 1, life = 60_000) => {
  const { headers } = await logIn(served)
  const until = still.now() + life
  for (let n = 0; n < many; n++) await order(served, headers, { id: `invite ${n}`, type: 'invitation.create', until })
  const stream = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
  const snapshot = (await stream.until('live'))[1] as unknown as { invitations: { id: string; code: string }[] }
  await stream.close()
  return { headers, ...snapshot.invitations.at(-1)! }
}

const once = async (served: Served) => {
  const { headers } = await logIn(served)
  const stream = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
  await stream.until('live')
  await order(served, headers, { id: 'once', type: 'invitation.create' })
  const [event] = (await stream.until('invitation.changed')) as unknown as {
    invitation: { id: string; code: string }
  }[]
  await stream.close()
  return event!.invitation
}

/** A number as it stands in a scene. */
const setNumber = async (served: Served, scene: Scene | undefined) => {
  const visitor = await newVisitor(served)
  const redeem = (by: typeof visitor, code: string, id = code) =>
    by.send({ id, type: 'invitation.redeem', code, widget: 'main' })
  if (scene === 'another operator has invited the client') {
    const { headers } = await logIn(served, 'boris')
    const stream = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
    await stream.until('live')
    await order(served, headers, { id: 'his', type: 'invitation.create' })
    const [event] = (await stream.until('invitation.changed')) as unknown as { invitation: { code: string } }[]
    await stream.close()
    return { visitor, session: await sessionIn(await redeem(visitor, event!.invitation.code)) }
  }
  if (scene === 'the number was used') {
    const { id, code } = await once(served)
    await redeem(await newVisitor(served), code)
    return { visitor, invitation: id, code }
  }
  const { headers, id, code } = await invite(
    served,
    scene === 'the operator has all the numbers they may have' ? 20 : 1,
  )
  if (scene === 'the number was revoked')
    await order(served, headers, { id: 'back', type: 'invitation.revoke', invitation: id })
  if (scene === 'the operator of the number is away')
    await order(served, headers, { id: 'off', type: 'operator.available', on: false })
  if (scene === 'too many numbers were wrong')
    for (let n = 0; n < 5; n++) await redeem(visitor, wrong(code, n + 1), `wrong ${n}`)
  return { visitor, invitation: id, code }
}

const wrong = (code: string, by: number) => String((Number(code) + by) % 1_000_000).padStart(6, '0')
const OF_NUMBERS: readonly (Scene | undefined)[] = [
  'the number leads to an operator',
  'the number was used',
  'the number was revoked',
  'the number has run out',
  'the operator of the number is away',
  'too many numbers were wrong',
  'the operator has all the numbers they may have',
  'another operator has invited the client',
]

/** Groups of a scene that has some. */
const groupsOf = (scene: Scene | undefined): NonNullable<ServerOptions['groups']> => {
  if (scene === 'a group is closed') return { sales: {}, repairs: { hours: { zone: 'UTC', week: {} } } }
  return scene === 'as many wait for a group as may' ? { sales: {}, repairs: { queueSize: 1 } } : {}
}

/** What the colleague Boris is like in a scene. */
const setColleague = async (served: Served, scene: Scene | undefined, session: string) => {
  if (scene === 'a colleague has all the conversations they may have')
    for (let n = 0; n < 4; n++) await accept(served, await (await newVisitor(served)).ring(), 'boris')
  if (scene === 'a colleague is away') {
    const { headers } = await logIn(served, 'boris')
    await order(served, headers, { id: 'away', type: 'operator.available', on: false })
  }
  if (scene === 'a colleague is in a call') {
    const theirs = await (await newVisitor(served)).ring({ entry: 'video' })
    await accept(served, theirs, 'boris')
  }
  if (scene === 'a colleague is asked in') {
    const { headers } = await logIn(served)
    await order(served, headers, { id: 'ask', type: 'session.invite', session, operator: 'boris' })
  }
  if (scene === 'as many wait for a group as may') await (await newVisitor(served)).send({ ...START, group: 'repairs' })
}

const setSession = async (served: Served, scene: Scene | undefined) => {
  const visitor = await newVisitor(served)
  if (scene === 'no session is open' || scene === 'the check does not pass') return { visitor, session: 'none' }
  const session = await visitor.ring(scene === 'the client is on a call page' ? { entry: 'video', wordless: true } : {})
  if (scene === 'the session waits') return { visitor, session }
  if (scene === 'the operator has all the conversations they may have')
    for (let n = 0; n < 4; n++) await accept(served, await (await newVisitor(served)).ring())
  else await accept(served, session, scene === 'another operator has it' ? 'boris' : 'anna')
  if (scene === 'the session has ended' || scene === 'the feedback was given')
    await visitor.send({ id: 'leave', type: 'session.leave', session })
  if (scene === 'the feedback was given') await visitor.send({ id: 'rate', type: 'feedback.send', session, rating: 4 })
  if (scene === 'the id was used before')
    await visitor.send({ id: IDS.used, type: 'message.send', session, text: 'Before' })
  return { visitor, session, ...(await setForm(served, scene, { session, send: visitor.send })) }
}

/** Talks with Anna on the widget that asks how it was, to the end, and asks for the conversation by mail. */
export const askForTranscript = async (served: Served, transcriptTo: string): Promise<Response> => {
  const { send } = await newVisitor(served)
  const started = await send({ ...START, widget: 'service', skipForm: true })
  const { session } = (await started.json()) as { session: { id: string } }
  await accept(served, session.id)
  const { headers } = await logIn(served)
  await order(served, headers, { id: `say ${session.id}`, type: 'message.send', session: session.id, text: 'Hello' })
  await send({ id: 'leave', type: 'session.leave', session: session.id })
  return send({ id: 'rate', type: 'feedback.send', session: session.id, rating: 5, transcriptTo })
}

/** Leaves a letter, and gives the id by which the desk knows it. */
const leaveLetter = async (served: Served): Promise<string> => {
  const { send } = await newVisitor(served)
  const sent = await send({ id: 'l', type: 'letter.send', widget: 'main', values: { message: 'Hello' }, took: 9_000 })
  if (!sent.ok) throw new Error(`the scene could not be set: ${await sent.text()}`)
  const { headers } = await logIn(served)
  const stream = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
  const snapshot = (await stream.until('snapshot')).at(-1) as unknown as { letters: { id: string }[] }
  await stream.close()
  return snapshot.letters[0]?.id ?? ''
}

/** Somebody has written by a messenger, Anna has accepted, and what they are told is on its way. */
const setMessenger = async (served: Served) => {
  const { session } = (await (await deliver(served, HELLO)).json()) as { session: string }
  await accept(served, session)
  const { headers } = await logIn(served)
  const stream = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
  const snapshot = (await stream.until('snapshot')).at(-1) as unknown as { relays: { id: string }[] }
  await stream.close()
  return { visitor: await newVisitor(served), session, relay: snapshot.relays[0]?.id ?? '' }
}

/** A callback as it stands in a scene. */
const setCallback = async (served: Served, scene: Scene | undefined) => {
  const visitor = await newVisitor(served)
  const asked = await visitor.send({ id: 'call', type: 'callback.request', phone: '+420601234568', widget: 'main' })
  const { callback } = (await asked.json()) as { callback: { id: string } }
  const operator = scene === 'a colleague dials the callback' ? 'boris' : scene === 'a callback is dialled' && 'anna'
  if (operator) {
    const { headers } = await logIn(served, operator)
    await order(served, headers, { id: 'dial', type: 'callback.accept', callback: callback.id })
  }
  if (scene === 'a callback was cancelled')
    await visitor.send({ id: 'cancel', type: 'callback.cancel', callback: callback.id })
  return { visitor, callback: callback.id }
}
const OF_CALLBACKS: readonly (Scene | undefined)[] = [
  ...(['a callback is due', 'a callback is dialled'] as const),
  ...(['a colleague dials the callback', 'a callback was cancelled'] as const),
]
/** The version of what a command of a scene changes. */
const versionOf = async (served: Served, headers: Record<string, string>, scene: Scene | undefined) => {
  if (scene === 'a group is set')
    await order(served, headers, { id: 'set', type: 'group.change', name: 'sales', values: { always: 'yes' } })
  const asked = await served.post('/v1/desk/commands', { id: 'get', type: 'settings.get' }, headers)
  const { widgets = [], groups = [] } = (await asked.json()) as Partial<SiteSettings>
  const [first] = scene === 'a group is set' ? groups : widgets
  return first?.version ?? IDS.version
}

/** Somebody on the site, and a chat that is offered to them. */
const setOffer = async (served: Served, scene: Scene | undefined) => {
  const visitor = await newVisitor(served, PAGE)
  if (scene === 'a client is on the site') return { visitor }
  const { headers } = await logIn(served, scene === 'a colleague has offered a chat' ? 'boris' : 'anna')
  if (scene === 'the operator is away') {
    await order(served, headers, { id: 'away', type: 'operator.available', on: false })
    return { visitor }
  }
  const client = scene === 'a chat is offered to somebody else' ? await newVisitor(served, PAGE) : visitor
  await order(served, headers, { id: 'offer', type: 'offer.make', client: client.id, text: 'Can I help you?' })
  const { events, close } = await openStream(served, {}, client.headers)
  await close()
  const { offer } = events.find(({ type }) => type === 'offer.changed') as unknown as { offer: { id: string } }
  if (scene === 'an offer was declined')
    await client.send({ id: 'no', type: 'offer.answer', offer: offer.id, accept: false, widget: 'main' })
  return { visitor, offer: offer.id }
}
const PAGE = { url: 'https://shop.example/lamps' }
const OF_OFFERS: readonly (Scene | undefined)[] = [
  'a client is on the site',
  'a chat is offered',
  'a chat is offered to somebody else',
  'a colleague has offered a chat',
  ...(['an offer was declined', 'the operator is away'] as const),
]

interface Set {
  offer?: string
  visitor: Awaited<ReturnType<typeof newVisitor>>
  session?: string
  invitation?: string
  call?: string
  picture?: string
  code?: string
  callback?: string
  relay?: string
  form?: string
}

const setOne = (served: Served, scene: Scene | undefined): Promise<Set> => {
  if (scene === 'something was said to a messenger') return setMessenger(served)
  if (OF_OFFERS.includes(scene)) return setOffer(served, scene)
  if (OF_NUMBERS.includes(scene)) return setNumber(served, scene)
  return OF_CALLBACKS.includes(scene) ? setCallback(served, scene) : setSession(served, scene)
}

/** Sets a scene on a server of its own, and gives who acts in it. */
export const setScene = async (side: '' | 'Desk', scene: Scene | undefined): Promise<Actor> => {
  let now = still.now()
  const served = await startServer({
    clock: { ...still, now: () => now },
    groups: groupsOf(scene),
    channels: CHANNELS,
    ...(scene === 'the check does not pass' && { verify: async () => false }),
    ...(scene === 'the operator is no administrator' && { operators: demoOperators.map(one => without(one, 'admin')) }),
  })
  const set: Set = OF_CALLS.includes(scene) ? await setCall(served, side, scene) : await setOne(served, scene)
  const {
    visitor,
    session = 'none',
    invitation = 'none',
    code = IDS.code,
    callback = 'none',
    call = 'none',
    picture = 'none',
    relay = 'none',
    form,
    offer = 'none',
  } = set
  await setColleague(served, scene, session)
  if (scene === 'the number has run out') now += 60_001
  const foreign = await (await newVisitor(served)).ring()
  const headers = side ? (await logIn(served)).headers : visitor.headers
  const letter = scene === 'somebody has left a letter' ? await leaveLetter(served) : IDS.letter
  const version = side ? await versionOf(served, headers, scene) : IDS.version
  const living: Readonly<Record<string, string>> = {
    [IDS.letter]: letter,
    [IDS.message]: form ?? relay,
    [IDS.version]: version,
    [IDS.session]: session,
    [IDS.invitation]: invitation,
    [IDS.code]: code,
    [IDS.callback]: callback,
    [IDS.call]: call,
    [IDS.picture]: picture,
    [IDS.offer]: offer,
    [IDS.visitor]: visitor.id,
    [IDS.foreign]: side ? IDS.foreign : foreign,
  }
  return {
    served,
    headers,
    alive: <T extends object>(sample: T) =>
      JSON.parse(JSON.stringify(sample), (_, value: unknown) =>
        typeof value === 'string' ? (living[value] ?? value) : value,
      ) as T,
    send: command => served.post(side ? '/v1/desk/commands' : '/v1/commands', command, headers),
  }
}
