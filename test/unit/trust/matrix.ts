import { readEvents } from '../backend/served.js'
import { schemas } from '../wire/papers.js'
import { deskLines, laterLine, routeLines, visitorLines, type Cell, type Line } from './lines.js'
import { DESK_ACTORS, VISITOR_ACTORS, type Actor, type World } from './world.js'

/** One request that somebody makes who may not. */
export interface Case {
  route: string
  /** Type of the command, where the route takes some. */
  command?: string
  actor: Actor
  body(session: string): object
  cell: Cell
}

const EVERYBODY = [...new Set<Actor>([...VISITOR_ACTORS, ...DESK_ACTORS])]
const PUBLIC: Line = Object.fromEntries(EVERYBODY.map(actor => [actor, { harmless: 'it is the same for everybody' }]))

const cases = (route: string, { body, cells }: { body: Case['body']; cells: Line }, command?: string): Case[] =>
  Object.entries(cells).map(([actor, cell]) => ({
    route,
    actor: actor as Actor,
    body,
    cell,
    ...(command !== undefined && { command }),
  }))

const commandCases = (route: string): Case[] => {
  const isDesk = route.includes('/desk/')
  const later = isDesk ? [] : (schemas.Command?.['x-unsupported'] as string[])
  return [
    ...Object.entries(isDesk ? deskLines : visitorLines),
    ...later.map(type => [type, laterLine] as const),
  ].flatMap(([type, line]) => cases(route, line, type))
}

/** The matrix of a route table: one case for each route, command and actor; and what it lacks or has too much of. */
export const toMatrix = (routes: readonly string[]) => {
  const known = routes.filter(route => route in routeLines)
  return {
    missing: routes.filter(route => !(route in routeLines)),
    idle: Object.keys(routeLines).filter(route => !routes.includes(route)),
    cases: known.flatMap(route => {
      const line = routeLines[route]
      if (line === 'commands') return commandCases(route)
      if (line === 'public' || !line) return cases(route, { body: () => ({}), cells: PUBLIC })
      return cases(route, { body: () => line.body, cells: line.cells })
    }),
  }
}

let count = 0
type Attempt = Awaited<ReturnType<World['attempt']>>

const ask = async (
  world: World,
  { route, command, body }: Case,
  { base, headers, session }: Attempt & { base: string },
) => {
  const [method = '', pattern = ''] = route.split(' ')
  const path = pattern.replace(/:at$/, '0').replace(/:\w+(\{.*\})?/, 'main.js')
  if (method === 'GET') return fetch(base + path, { headers, redirect: 'manual' })
  const bytes = { 'content-type': 'application/octet-stream' }
  if (pattern.endsWith('/:at')) return fetch(base + path, { method, headers: { ...headers, ...bytes }, body: 'Mine' })
  // A place in somebody else's log is no key to it.
  const head = command === undefined ? { after: world.victim.cursor } : { id: `attempt ${++count}`, type: command }
  return fetch(base + path, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ ...head, ...body(session) }),
  })
}

/** All that is told: of a stream, everything up to its `last` event. */
const readAll = async (response: Response, last: string): Promise<string> => {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const stream = readEvents(response)
  const events = await stream.until(last)
  await stream.close()
  return JSON.stringify(events)
}

/** What is wrong with the answer to one case; empty when nothing is. */
export const breaches = async (world: World, one: Case, base = world.served.base): Promise<string[]> => {
  const { route, command = '', actor, cell } = one
  const attempt = await world.attempt(actor)
  const before = { fate: await world.fate(), written: world.written() }
  const response = await ask(world, one, { ...attempt, base })
  const told = `${await readAll(response, route === 'POST /v1/check' ? 'checked' : 'live')} ${JSON.stringify([...response.headers])}`
  const isQuiet = !world.secrets.some(secret => told.includes(secret))
  const faults: Record<string, boolean> = {
    'something happened to the victim': (await world.fate()) !== before.fate,
    ...('harmless' in cell
      ? {
          [`was answered ${response.status}`]:
            response.status >= 400 && !(route.startsWith('GET') && response.status === 404),
          'was told a secret': !isQuiet && !cell.sees,
          'spoke after the end':
            attempt.session !== world.victim.session && (await world.last(attempt.session)) === 'spoken',
        }
      : {
          [`was answered ${response.status} ${told}`]:
            response.status !== cell[0] || !told.includes(`"code":"${cell[1]}"`),
          'was told a secret': !isQuiet,
          'something was written': world.written() !== before.written,
          'was given a cookie': response.headers.has('set-cookie'),
        }),
  }
  return Object.keys(faults).flatMap(what => (faults[what] ? [`${route} ${command} by ${actor}: ${what}`] : []))
}
