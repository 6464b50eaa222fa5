import type { Done } from '../../../demo/backend/parse-command.js'
import type { DeskCommand } from '../../../demo/protocol/desk.js'
import type { Actor, DESK_ACTORS, VISITOR_ACTORS } from './world.js'

/** What somebody gets who asks for what is not theirs. */
export type Cell = readonly [status: number, code: string] | { harmless: string; sees?: true }
export const harmless = (why: string): Cell => ({ harmless: why })

const AUTH: Cell = [401, 'auth']
const ORIGIN: Cell = [403, 'origin']
const GONE: Cell = [404, 'gone']
const ENDED: Cell = [422, 'session.ended']
const NOT_YOURS: Cell = [422, 'session.notYours']

type VisitorActor = (typeof VISITOR_ACTORS)[number]
type DeskActor = (typeof DESK_ACTORS)[number]
export type Line = Partial<Record<Actor, Cell>>

/** Without a token of this very server, from a page of its own, nothing goes. */
const visitorsDoor = {
  nobody: AUTH,
  'a forgotten visitor': AUTH,
  'a visitor of another site': AUTH,
  'a page of elsewhere': ORIGIN,
  'an operator, by cookie': AUTH,
} satisfies Line
/** Without one's own pass of this very server, from its own page, nothing goes. */
const desksDoor = {
  nobody: AUTH,
  'a visitor, at the desk': AUTH,
  'a colleague, in another’s name': AUTH,
  'an operator of another site': AUTH,
  'a page of elsewhere, with the operator’s cookie': ORIGIN,
  'an operator whose pass has expired': AUTH,
} satisfies Line

interface CommandLine {
  /** What the command holds; `session` is the one that is attacked. */
  body(session: string): object
  cells: Line
}
const byVisitor = (body: CommandLine['body'], stranger: Cell, closed: Cell) => ({
  body,
  cells: {
    ...visitorsDoor,
    'another visitor': stranger,
    'the owner, in a closed conversation': closed,
  } satisfies Record<VisitorActor, Cell>,
})
const byOperator = (body: CommandLine['body'], cells: Record<Exclude<DeskActor, keyof typeof desksDoor>, Cell>) => ({
  body,
  cells: { ...desksDoor, ...cells } satisfies Record<DeskActor, Cell>,
})
const NO_NUMBER: Cell = [422, 'invitation.unknown']
const OWN = harmless('it is about themselves only')
const ALREADY = harmless('it has ended already, and nothing changes')

/** Of a call that is not theirs nobody learns whether there is one. */
const inCall = (line: (body: CommandLine['body']) => CommandLine) => {
  const at = (session: string) => ({ session, call: session, seat: 'mine' })
  return {
    'call.answer': line(session => ({ ...at(session), accept: true })),
    'call.join': line(at),
    'call.end': line(at),
    'call.signal': line(session => ({ ...at(session), to: 'theirs', turn: 1, signals: [1] })),
    'call.fetch': line(session => ({ ...at(session), after: 0 })),
  }
}

/** Whoever was forgotten is told so again: that nothing is left names nobody. */
const forgetting: CommandLine = {
  body: () => ({}),
  cells: { ...byVisitor(() => ({}), OWN, OWN).cells, 'a forgotten visitor': harmless('it is the same receipt') },
}

let tickets = 0

/** Every command of a visitor that the backend does: a new one without a line does not compile. */
export const visitorLines: Record<Done, CommandLine> = {
  'session.start': byVisitor(() => ({ entry: 'webchat', widget: 'main' }), OWN, harmless('another one may begin')),
  'session.leave': byVisitor(session => ({ session }), GONE, ALREADY),
  'message.send': byVisitor(session => ({ session, text: 'Mine' }), GONE, ENDED),
  'form.submit': byVisitor(session => ({ session, form: session, values: {} }), GONE, ENDED),
  'feedback.send': byVisitor(session => ({ session, rating: 5 }), GONE, OWN),
  'letter.send': byVisitor(() => ({ widget: 'main', values: { message: 'Hello' }, took: 9_000 }), OWN, OWN),
  'invitation.redeem': byVisitor(() => ({ code: '000000', widget: 'main' }), NO_NUMBER, NO_NUMBER),
  'offer.answer': byVisitor(session => ({ offer: session, accept: true, widget: 'main' }), GONE, GONE),
  'callback.request': byVisitor(() => ({ phone: '+420601234567', widget: 'main' }), OWN, OWN),
  'callback.cancel': byVisitor(session => ({ callback: session }), GONE, GONE),
  'callback.slots': byVisitor(() => ({ widget: 'main' }), OWN, OWN),
  'messenger.open': byVisitor(
    () => ({ entry: 'whatsapp', reference: '0000-0000-0000-0000', widget: 'main' }),
    OWN,
    OWN,
  ),
  'typing.set': byVisitor(session => ({ session, on: true }), GONE, ENDED),
  'read.mark': byVisitor(session => ({ session, seq: 1 }), GONE, OWN),
  'page.share': byVisitor(() => ({ page: { url: 'https://a.example/' } }), OWN, OWN),
  'params.set': byVisitor(() => ({ params: { a: 'b' } }), OWN, OWN),
  'call.report': byVisitor(session => ({ session, outcome: 'denied' }), GONE, OWN),
  'ticket.link': byVisitor(() => ({ ticket: String(++tickets).padStart(64, '0'), widget: 'main' }), OWN, OWN),
  'picture.answer': byVisitor(session => ({ session, call: session, picture: session, accept: true }), GONE, GONE),
  'call.offer': byVisitor(session => ({ session }), GONE, ENDED),
  ...inCall(body => byVisitor(body, GONE, GONE)),
  // Of an upload that is not theirs nothing is said, and nothing goes: S22 looks after it.
  'upload.drop': byVisitor(() => ({ upload: 'theirs' }), OWN, OWN),
  'history.get': byVisitor(() => ({}), OWN, OWN),
  'visitor.logout': byVisitor(() => ({}), OWN, OWN),
  'visitor.forget': forgetting,
}
const UNSUPPORTED: Cell = [422, 'unsupported']
/** A command of the protocol that is not done yet. */
export const laterLine = byVisitor(session => ({ session }), UNSUPPORTED, UNSUPPORTED)

const inConversation = (colleague: Cell, closed: Cell) => ({
  'a colleague': colleague,
  'the operator, in a closed conversation': closed,
  'the operator, of a forgotten visitor': GONE,
})
const ADMIN_ONLY: Cell = [422, 'admin.only']
/** The same for every operator who is let in. */
const whoever = (cell: Cell) => ({
  'a colleague': cell,
  'the operator, in a closed conversation': cell,
  'the operator, of a forgotten visitor': cell,
})
const NO_ADMIN = whoever(ADMIN_ONLY)
const WHOLE = { harmless: 'every operator sees the whole site', sees: true } as const
const LEADS = harmless('it leads to themselves')
const SWITCH = harmless('it is their own switch')

/** Every command of the desk. */
export const deskLines: Record<DeskCommand['type'], CommandLine> = {
  'session.accept': byOperator(session => ({ session }), inConversation([422, 'session.taken'], ENDED)),
  'session.end': byOperator(session => ({ session }), inConversation(NOT_YOURS, ALREADY)),
  'session.redirect': byOperator(
    session => ({ session, to: 'operator', name: 'boris' }),
    inConversation(NOT_YOURS, ENDED),
  ),
  'session.invite': byOperator(session => ({ session, operator: 'boris' }), inConversation(NOT_YOURS, ENDED)),
  'session.leave': byOperator(session => ({ session }), inConversation(NOT_YOURS, ENDED)),
  'call.offer': byOperator(session => ({ session }), inConversation(NOT_YOURS, ENDED)),
  'picture.ask': byOperator(session => ({ session, call: session }), inConversation(NOT_YOURS, GONE)),
  ...inCall(body => byOperator(body, inConversation(NOT_YOURS, GONE))),
  // Whom a session is not: what is there is asked by its own id only.
  'client.block': byOperator(session => ({ client: session, on: true }), inConversation(GONE, GONE)),
  'client.describe': byOperator(session => ({ client: session, note: 'Mine' }), inConversation(GONE, GONE)),
  // What was before is the whole desk's, as what is now; of who was forgotten it is nobody's.
  'sessions.get': byOperator(session => ({ client: session }), inConversation(GONE, GONE)),
  'messages.get': byOperator(session => ({ session }), inConversation(WHOLE, WHOLE)),
  'client.export': byOperator(session => ({ client: session }), NO_ADMIN),
  'message.send': byOperator(session => ({ session, text: 'Mine' }), inConversation(NOT_YOURS, ENDED)),
  'form.send': byOperator(session => ({ session, form: 'return' }), inConversation(NOT_YOURS, ENDED)),
  'typing.set': byOperator(session => ({ session, on: true }), inConversation(NOT_YOURS, ENDED)),
  'read.mark': byOperator(session => ({ session, seq: 1 }), inConversation(NOT_YOURS, OWN)),
  'upload.drop': byOperator(() => ({ upload: 'theirs' }), whoever(OWN)),
  'invitation.create': byOperator(() => ({}), whoever(LEADS)),
  'invitation.revoke': byOperator(session => ({ invitation: session }), whoever(GONE)),
  'offer.make': byOperator(session => ({ client: session, text: 'Mine' }), inConversation(GONE, GONE)),
  'offer.withdraw': byOperator(session => ({ offer: session }), inConversation(GONE, GONE)),
  'operator.available': byOperator(() => ({ on: true }), whoever(SWITCH)),
  // Of these operators nobody is an administrator.
  'settings.get': byOperator(() => ({}), NO_ADMIN),
  'widget.change': byOperator(() => ({ name: 'main', version: '', values: { title: 'Mine' } }), NO_ADMIN),
  'group.change': byOperator(() => ({ name: 'mine', values: { always: 'yes' } }), NO_ADMIN),
  'group.remove': byOperator(() => ({ name: 'mine', version: '' }), NO_ADMIN),
  // Letters belong to the whole desk; one that is not there is nobody’s.
  'letter.handle': byOperator(session => ({ letter: session, on: true }), inConversation(GONE, GONE)),
  'letter.retry': byOperator(session => ({ letter: session }), inConversation(GONE, GONE)),
  'relay.retry': byOperator(session => ({ session, relay: session }), inConversation(NOT_YOURS, GONE)),
  // So do callbacks.
  'callback.accept': byOperator(session => ({ callback: session }), inConversation(GONE, GONE)),
  'callback.result': byOperator(session => ({ callback: session, result: 'answered' }), inConversation(GONE, GONE)),
}

/** A route: a file for everybody, the door of commands, or something with a line of its own. */
export type RouteLine = 'public' | 'commands' | { body: object; cells: Line }

const SAME = harmless('it tells the same to everybody')
const BECOMES = harmless('it becomes a visitor of its own')

export const routeLines: Readonly<Record<string, RouteLine>> = {
  'GET /healthz': 'public',
  // On this machine, to everybody: the figures name nobody.
  'GET /metrics': 'public',
  'GET /v1/openapi.json': 'public',
  'POST /v1/stream': {
    body: { protocol: 1, widget: 'main' },
    cells: {
      ...visitorsDoor,
      nobody: BECOMES,
      'an operator, by cookie': BECOMES,
      'another visitor': OWN,
      'the owner, in a closed conversation': OWN,
    } satisfies Record<VisitorActor, Cell>,
  },
  'POST /v1/check': {
    body: { protocol: 1, widget: 'main' },
    cells: {
      'a page of elsewhere': ORIGIN,
      nobody: SAME,
      'a forgotten visitor': SAME,
      'a visitor of another site': SAME,
      'an operator, by cookie': SAME,
      'another visitor': SAME,
      'the owner, in a closed conversation': SAME,
    } satisfies Record<VisitorActor, Cell>,
  },
  'POST /v1/commands': 'commands',
  'POST /v1/files': {
    body: { id: 'mine', name: 'a.txt', size: 4 },
    cells: { ...visitorsDoor, 'another visitor': OWN, 'the owner, in a closed conversation': OWN } satisfies Record<
      VisitorActor,
      Cell
    >,
  },
  // An upload is its own visitor's: by the same words nobody learns whether somebody else has begun it.
  'POST /v1/files/:upload/:at': {
    body: {},
    cells: { ...visitorsDoor, 'another visitor': GONE, 'the owner, in a closed conversation': GONE } satisfies Record<
      VisitorActor,
      Cell
    >,
  },
  // Who asks for a channel that there is not learns that; for one that there is they have to sign.
  'POST /v1/channels/:channel': {
    body: { id: 'x', type: 'message', contact: { id: 'x' }, text: 'Hello' },
    cells: {
      ...{ nobody: GONE, 'another visitor': GONE, 'a forgotten visitor': GONE, 'a page of elsewhere': GONE },
      ...{ 'an operator, by cookie': GONE, 'a colleague': GONE },
    },
  },
  'GET /v1/desk/door': {
    body: {},
    cells: {
      nobody: SAME,
      'a visitor, at the desk': SAME,
      'a colleague': SAME,
      'an operator of another site': SAME,
      'a page of elsewhere, with the operator’s cookie': ORIGIN,
    },
  },
  'POST /v1/desk/login': {
    body: { key: 'guessed', operator: 'anna' },
    cells: {
      ...desksDoor,
      ...whoever(AUTH),
    } satisfies Record<DeskActor, Cell>,
  },
  'POST /v1/desk/logout': {
    body: {},
    cells: {
      ...desksDoor,
      ...whoever(OWN),
    } satisfies Record<DeskActor, Cell>,
  },
  'POST /v1/desk/stream': {
    body: { protocol: 1 },
    cells: {
      ...desksDoor,
      ...whoever(WHOLE),
    } satisfies Record<DeskActor, Cell>,
  },
  'POST /v1/desk/commands': 'commands',
  'GET /stop/:lang/:token': 'public',
  // A link that nobody mailed stops nothing.
  'POST /stop/:lang/:token': {
    body: {},
    cells: Object.fromEntries(
      (['nobody', 'another visitor', 'a page of elsewhere', 'an operator, by cookie', 'a colleague'] as const).map(
        actor => [actor, [404, 'gone'] as Cell],
      ),
    ),
  },
  'POST /v1/desk/files': {
    body: { id: 'mine', name: 'a.txt', size: 4 },
    cells: {
      ...desksDoor,
      ...whoever(OWN),
    } satisfies Record<DeskActor, Cell>,
  },
  'POST /v1/desk/files/:upload/:at': {
    body: {},
    cells: {
      ...desksDoor,
      ...whoever(GONE),
    } satisfies Record<DeskActor, Cell>,
  },
  // 128 bits of an id are the key; that nobody guesses it is shown by the bar of files (S22).
  'GET /files/:id{[\\w-]+}': 'public',
  // The way to the desk is told to the owner's own page only, and only by a demo.
  'GET /v1/demo': {
    body: {},
    cells: { nobody: GONE, 'another visitor': GONE, 'a page of elsewhere': GONE, 'an operator, by cookie': GONE },
  },
  'GET /zvonek.js': 'public',
  'GET /v/:version/zvonek.js': 'public',
  'GET /element.js': 'public',
  'GET /c/:name{(?!.*\\.html$)[a-zA-Z0-9][\\w.-]*}': 'public',
  'GET /index.js': 'public',
  'GET /element/define.js': 'public',
  'GET /transports/http.js': 'public',
  'GET /transports/memory.js': 'public',
  'GET /photos/:name{(?!.*\\.html$)[a-zA-Z0-9][\\w.-]*}': 'public',
  'GET /': 'public',
  'GET /qa/:name{(?!.*\\.html$)[a-zA-Z0-9][\\w.-]*}': 'public',
  'GET /call': 'public',
  'GET /call/:name{(?!.*\\.html$)[a-zA-Z0-9][\\w.-]*}': 'public',
  'GET /desk': 'public',
  'GET /desk/': 'public',
  'GET /desk/:name{(?!.*\\.html$)[a-zA-Z0-9][\\w.-]*}': 'public',
}
