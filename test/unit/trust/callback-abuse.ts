import type { CallbackLimits } from '../../../demo/backend/callback-limits.js'
import { toFailure } from '../../../src/protocol/failure.js'
import { createRandom, type Seeded } from '../../support/seeded-random.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, settled } from '../backend/rig.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = 1_700_000_000_000

/** One request of a script: from which address, for which number, written how. */
interface Request {
  address: string
  phone: string
  country?: string
}

export interface Abuse {
  seed: number
  /** Requests of each script; each is spread over one day. */
  each: number
  /** Where the site calls to. */
  countries?: readonly string[]
  limits?: CallbackLimits
}

/** A Czech mobile number; the last digits are `n`. */
export const mobile = (n: number) => `+420601${String(n).padStart(6, '0')}`
const ONE = '601234567'
/** One number as people write it. */
const WRITTEN: readonly Omit<Request, 'address'>[] = [
  { phone: `+420${ONE}` },
  { phone: '+420 601 234 567' },
  { phone: '+420-601-234-567' },
  { phone: `00420${ONE}`, country: 'CZ' },
  { phone: '601 234 567', country: 'CZ' },
  { phone: '(601) 234567', country: 'CZ' },
  { phone: '\u202a+420\u00a0601\u00a0234\u00a0567\u202c' },
  { phone: '＋４２０６０１２３４５６７' },
]
/** Premium and shared cost at home and abroad, satellites, and a country that the site does not call. */
const BLOCKED = [
  '+420906123456',
  '+420909123456',
  '+420843123456',
  '+19005551234',
  '+449098790000',
  '+881612345678',
  '+870773111632',
  '+882161234567',
  '+2250101234567',
] as const

/** Four scripts that each abuse one thing. */
const SCRIPTS: Readonly<Record<string, (n: number, chance: Seeded) => Request>> = {
  number: (n, { random }) => ({ address: `a${n}`, ...oneOf(WRITTEN, random()) }),
  address: (n, { between }) => ({ address: 'one', phone: `+4207${between(20, 39)}${between(100_000, 999_999)}` }),
  prefix: n => ({ address: `p${n}`, phone: mobile(990_000 + (n % 10_000)) }),
  blocked: (n, { random }) => ({ address: `b${n}`, phone: oneOf(BLOCKED, random()) }),
}
const oneOf = <T>(list: readonly T[], chance: number): T => list[Math.floor(chance * list.length)]!

/** Runs every script over a day of its own, each from many visitors; gives what reached a desk. */
export const abuse = async ({ seed, each, countries = ['CZ'], limits }: Abuse) => {
  const random = createRandom(seed)
  const virtual = createVirtualClock(NOW)
  const rig = await createRig({ virtual, countries, ...(limits && { callbackLimits: limits }) })
  const anna = await rig.desk('anna')
  const visitors = await Promise.all(Array.from({ length: 20 }, () => rig.visitor()))
  const queued: Record<string, number> = {}
  const answers = new Set<string>()
  let requests = 0
  for (const [name, next] of Object.entries(SCRIPTS)) {
    const before = anna.events.length
    for (let n = 0; n < each; n++) {
      const { address, ...number } = next(n, random)
      const command = { id: `${name} ${n}`, type: 'callback.request', widget: 'main', ...number }
      const answer = await rig.backend.visitor.send(visitors[n % visitors.length]!.token, command, address).then(
        reply =>
          Object.keys((reply as { callback: object }).callback)
            .sort()
            .join(' '),
        codeOf,
      )
      answers.add(`${name === 'blocked'} ${answer}`)
      requests++
      if (n % 100 === 99) await virtual.pass((DAY / each) * 100)
    }
    await settled()
    const rung = anna.events.slice(before).flatMap(event => (event.type === 'callback.changed' ? [event.callback] : []))
    const dialled = rung.filter(({ state, held }) => state === 'requested' && !held)
    // Asked for once more, a callback is moved and not one more.
    queued[name] = new Set(dialled.map(({ id, phone }) => `${id} ${phone}`)).size
    await virtual.pass(2 * DAY)
  }
  await rig.backend.dispose()
  return { requests, queued, answers: [...answers].sort() }
}

const codeOf = (error: unknown) => {
  const failure = toFailure(error)
  return failure.kind === 'rejected' ? failure.code : failure.kind
}

/** What may reach a desk within one day, by script: 2 a day to one number, 3 an hour from one address, 10 an hour to one prefix. */
const MOST: Readonly<Record<string, number>> = { number: 2, address: 3 * 24, prefix: 10 * 24, blocked: 0 }

/** What is wrong with how it went; empty when nothing is. */
export const breaches = ({ queued, answers }: Awaited<ReturnType<typeof abuse>>): string[] => [
  ...Object.keys(MOST).flatMap(name =>
    (queued[name] ?? 0) > MOST[name]! ? [`${name}: ${queued[name]} reached the desk, ${MOST[name]} may`] : [],
  ),
  // One answer for what is dialled and what is not.
  ...(answers.filter(answer => answer.startsWith('false')).length > 1 ? ['those who are held back can tell'] : []),
]
