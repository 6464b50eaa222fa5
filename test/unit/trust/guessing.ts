import type { Attempts } from '../../../demo/backend/attempts.js'
import type { Secrets } from '../../../demo/backend/secrets.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import { toFailure } from '../../../src/protocol/failure.js'
import { createRandom } from '../../support/seeded-random.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, hear, settled, type Desk, type Rig } from '../backend/rig.js'

const HOUR = 3_600_000
const NOW = 1_700_000_000_000
let count = 0

/** Numbers of one operator that lead to them, as their desk is told them. */
export const makeNumbers = async (desk: Desk, many: number, until?: number): Promise<string[]> => {
  const before = desk.of('invitation.changed').length
  for (let n = 0; n < many; n++)
    await desk.send({ id: `number ${++count}`, type: 'invitation.create', ...(until && { until }) })
  await settled()
  const told = desk.of('invitation.changed').slice(before)
  return told.flatMap(({ invitation }) => invitation.code ?? [])
}

/** Somebody with a page open, at an address of their own. */
const arrive = async ({ backend }: Rig, address: string) => {
  const heard = hear<ServerEvent>(stream =>
    backend.visitor.open({ ...stream, token: undefined, widget: 'main', after: undefined }),
  )
  while (!heard.of('live').length) await new Promise(resolve => setImmediate(resolve))
  const token = heard.of('hello')[0]?.visitor.token ?? ''
  const told = heard.events.length
  return {
    /** What became of a number: `ok`, or the code of its refusal. */
    knock: async (code: string) => {
      const command = { id: `knock ${++count}`, type: 'invitation.redeem', code, widget: 'main' }
      try {
        await backend.visitor.send(token, command, address)
        return 'ok'
      } catch (error) {
        const failure = toFailure(error)
        return failure.kind === 'rejected' ? failure.code : failure.kind
      }
    },
    /** All that was said to them since they came. */
    heard: () => heard.events.slice(told),
    leave: () => heard.end(),
  }
}
type Guest = Awaited<ReturnType<typeof arrive>>

/** Bytes that are of a person or a conversation: who came here by a number must not see one before the acceptance. */
const bytesShown = (guest: Guest) =>
  guest
    .heard()
    .flatMap(event => {
      if (event.type === 'session.changed') return event.session.operators.map(operator => JSON.stringify(operator))
      return event.type === 'message.added' || event.type === 'typing.changed' ? [JSON.stringify(event)] : []
    })
    .reduce((sum, text) => sum + text.length, 0)

export interface Attack {
  seed: number
  tries: number
  addresses: number
  live: number
  /** Tries that are right all the same. */
  lucky: number
  attempts?: Attempts
  secrets?: Secrets
  /** What the desk does with whoever rings. */
  onRing?(desk: Desk, session: string): Promise<unknown>
}

/**
 * A day of guessing, from many addresses in turn, no number twice; some guesses are lucky. Meanwhile people with a good
 * number come, each from an address of their own.
 */
export const attack = async ({ seed, tries, addresses, live, lucky, attempts, onRing }: Attack) => {
  const virtual = createVirtualClock(NOW)
  const rig = await createRig({ virtual, ...(attempts && { attempts }) })
  const desks = [await rig.desk('anna'), await rig.desk('boris')]
  const codes: string[] = []
  for (const desk of desks) codes.push(...(await makeNumbers(desk, live / desks.length, NOW + 30 * 24 * HOUR)))
  const { between } = createRandom(seed)
  const guests: Guest[] = []
  for (let n = 0; n < addresses; n++) guests.push(await arrive(rig, `address ${n}`))
  const outcomes: Record<string, number> = {}
  const knock = async (guest: Guest, code: string) => {
    const outcome = await guest.knock(code)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    return outcome
  }

  const visitors: Guest[] = []
  const served: string[] = []
  const HOURS = 24
  for (let hour = 0; hour < HOURS; hour++) {
    for (let n = Math.ceil((hour * tries) / HOURS); n < ((hour + 1) * tries) / HOURS; n++) {
      const at = n % addresses
      const isLucky = hour === 0 && n < lucky
      // Steps of a prime through all numbers: none comes twice.
      const guess = isLucky ? (codes[n % codes.length] ?? '') : String((n * 7_919 + seed) % 1_000_000).padStart(6, '0')
      await knock(guests[at]!, guess)
    }
    const visitor = await arrive(rig, `of a visitor ${hour}`)
    visitors.push(visitor)
    served.push(await visitor.knock(codes[between(0, codes.length - 1)] ?? ''))
    await settled()
    if (onRing) await ringAll(desks, onRing)
    await virtual.pass(HOUR)
  }
  const unseen = (outcomes['invitation.often'] ?? 0) + (outcomes['session.open'] ?? 0)
  const evaluated = tries - unseen
  const shown = [...guests, ...visitors].reduce((sum, guest) => sum + bytesShown(guest), 0)
  for (const guest of [...guests, ...visitors]) guest.leave()
  await rig.backend.dispose()
  const warned = desks[0]!.of('guessing.changed').length > 0
  return { evaluated, shown, knocks: outcomes.ok ?? 0, turnedAway: served.filter(one => one !== 'ok').length, warned }
}

const ringAll = async (desks: readonly Desk[], onRing: NonNullable<Attack['onRing']>) => {
  for (const desk of desks)
    for (const { session } of desk.of('session.changed'))
      if (session.knock && session.state === 'queued') await onRing(desk, session.id).catch(() => undefined)
  await settled()
}

/** What is wrong with how an attack went; empty when nothing is. */
export const breaches = (went: Awaited<ReturnType<typeof attack>>, budget: number): string[] => [
  ...(went.evaluated > budget ? [`${went.evaluated} tries were looked at, ${budget} may be`] : []),
  ...(went.shown ? [`${went.shown} bytes were shown before the acceptance`] : []),
  ...(went.turnedAway ? [`${went.turnedAway} visitors with a good number were turned away`] : []),
  ...(went.warned ? [] : ['the desk was not warned']),
]

/** Pairs that type the same number at the same moment; gives how often both were let in. */
export const race = async (pairs: number, until?: number) => {
  const rig = await createRig()
  const anna = await rig.desk('anna')
  let twice = 0
  let none = 0
  for (let n = 0; n < pairs; n++) {
    const [code = ''] = until && n ? codesOf(anna) : await makeNumbers(anna, 1, until)
    const two = await Promise.all([arrive(rig, `one ${n}`), arrive(rig, `other ${n}`)])
    const outcomes = await Promise.all(two.map(guest => guest.knock(code)))
    const let_in = outcomes.filter(outcome => outcome === 'ok').length
    if (let_in > 1) twice++
    if (!let_in) none++
    for (const guest of two) guest.leave()
  }
  await rig.backend.dispose()
  return { twice, none }
}
const codesOf = (desk: Desk) => desk.of('invitation.changed').flatMap(({ invitation }) => invitation.code ?? [])
