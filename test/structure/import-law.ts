import { importsOf, type Import } from './imports.js'
import type { Sources } from './sources.js'

/**
 * Who may import whom: the table of `src/README.md` as code. A plain name allows everything, `(types)` only what is gone at
 * run time, `*` only `import()` and types. A room is always free in itself.
 */
const law: Record<string, { ours: string; packages?: string }> = {
  protocol: { ours: '' },
  i18n: { ours: '' },
  styles: { ours: '' },
  page: { ours: '' },
  api: { ours: 'protocol(types) i18n(types)', packages: 'mitt' },
  core: { ours: 'protocol', packages: '@preact/signals-core' },
  browser: { ours: 'page protocol core(types)' },
  media: { ours: 'protocol' },
  transports: { ours: 'protocol', packages: '@microsoft/fetch-event-source' },
  launcher: { ours: 'page api i18n styles' },
  panels: {
    ours: 'page core protocol media i18n styles',
    packages: 'preact @preact/signals libphonenumber-js lean-qr',
  },
  conformance: { ours: 'protocol' },
  messengers: { ours: 'api' },
  boot: { ours: 'page api launcher' },
  app: { ours: 'page api protocol core browser i18n transports panels media*', packages: '@preact/signals-core' },
  'call-page': {
    ours: 'page protocol core browser transports panels i18n styles',
    packages: 'preact @preact/signals',
  },
  doors: { ours: 'page protocol api boot app* launcher* i18n* transports* element conformance' },
  'demo/protocol': { ours: 'protocol' },
  'demo/channel': { ours: 'protocol' },
  'demo/backend': {
    ours: 'protocol i18n messengers demo/protocol',
    packages: 'bowser libphonenumber-js re2js temporal-polyfill',
  },
  'demo/server': {
    ours: 'protocol i18n messengers demo/protocol demo/backend',
    packages: 'hono @hono/node-server libsql nodemailer ipaddr.js jose prom-client file-type image-size node:*',
  },
  'demo/call': { ours: 'call-page' },
  'demo/desk': {
    ours: 'protocol core browser transports media panels styles i18n demo/protocol demo/channel',
    packages: 'preact @preact/signals @preact/signals-core',
  },
  'demo/qa': {
    ours: 'protocol messengers browser doors transports i18n demo/protocol demo/channel demo/backend demo/desk',
    packages: 'preact @preact/signals',
  },
}

/** Heavy: in the visitor's files it is a room of its own. */
const phoneNumbers = { package: 'libphonenumber-js', home: /^(src\/panels\/phone\/|demo\/backend\/phone\.ts$)/ }
/** Only one transport may know the library that reads event streams. */
const eventStreams = { package: '@microsoft/fetch-event-source', home: /^src\/transports\/http[./]/ }

const DOORS = ['index', 'script', 'element', 'element-define', 'conformance']

/** The law as `src/README.md` tells it. */
export const lawInWords = (): string => {
  const width = Math.max(...Object.keys(law).map(room => room.length))
  return Object.entries(law)
    .map(([room, { ours, packages }]) => {
      const rooms = ours.replaceAll('(types)', ' (types)').replace(/ (?!\()/g, ', ') || 'nothing of ours'
      return `${room.padEnd(width)} → ${rooms}${packages ? ` + ${packages.replaceAll(' ', ', ')}` : ''}`
    })
    .join('\n')
}

/** The room a path belongs to; `css.d.ts` and the like belong to none. */
export const roomOf = (path: string): string => {
  const [top = '', name = '', deeper] = path.split('/')
  if (top === 'demo') return `demo/${name}`
  if (deeper !== undefined) return name
  const file = name.replace(/\.(d\.)?(tsx?|js)$/, '')
  return DOORS.includes(file) ? 'doors' : file
}

/** Breaches of the law, one sentence each. */
export const breaches = (sources: Sources): string[] =>
  [...sources].flatMap(([path, text]) => importsOf(path, text).flatMap(found => breach(path, found) ?? []))

const breach = (path: string, found: Import): string | undefined => {
  const room = roomOf(path)
  const rule = law[room]
  if (!rule) return `${path}: the law knows no room "${room}"`
  if (found.own ? ownAllowed(room, rule.ours, found) : packageAllowed(path, rule.packages ?? '', found))
    return undefined
  return `${path}: ${room} may not import ${found.target} (${found.kind})`
}

const ownAllowed = (room: string, allowed: string, { target, kind }: Import): boolean => {
  const other = roomOf(target)
  if (room === 'doors' && other === 'doors') return target === 'src/element.js'
  if (other === room) return true
  const words = allowed.split(' ')
  return (
    words.includes(other) ||
    (words.includes(`${other}(types)`) && kind === 'types') ||
    (words.includes(`${other}*`) && kind !== 'static')
  )
}

const packageAllowed = (path: string, allowed: string, { target }: Import): boolean => {
  if (target === eventStreams.package && !eventStreams.home.test(path)) return false
  if (target === phoneNumbers.package && !phoneNumbers.home.test(path)) return false
  return allowed.split(' ').includes(target.startsWith('node:') ? 'node:*' : target)
}
