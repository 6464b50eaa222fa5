import { describe, expect, it } from 'vitest'
import type { BridgeEvent, Courier } from '../../../demo/backend/relaying.js'
import { createRandom } from '../../support/seeded-random.js'
import { CHANNELS, createBridge, said } from '../backend/bridge.js'
import { createRig, settled } from '../backend/rig.js'

/*
 * What is said to clients of messengers: each word arrives at its bridge once, and in order for each client, whatever the
 * webhook does and however often the backend starts anew.
 */

const SEED = 41
const CLIENTS = 4
const WORDS = 12

/** What one client's bridge was told and has kept, by the id it knows a repetition by. */
const faultsOf = (arrived: ReadonlyMap<string, readonly string[]>): string[] =>
  [...arrived].flatMap(([contact, texts]) => {
    const wanted = Array.from({ length: WORDS }, (_, n) => `${contact} ${n}`)
    const lost = wanted.filter(text => !texts.includes(text))
    const twice = texts.filter((text, at) => texts.indexOf(text) < at)
    const first = [...new Set(texts)]
    const isOrdered = first.every((text, at) => at === 0 || wanted.indexOf(text) > wanted.indexOf(first[at - 1] ?? ''))
    return [
      ...lost.map(text => `${text} is lost`),
      ...twice.map(text => `${text} came twice`),
      ...(isOrdered ? [] : [`${contact} has them in another order`]),
    ]
  })

/** Anna writes to all in turn while the webhook fails at random and the backend is started anew three times. */
const run = async (wrap = (courier: Courier): Courier => courier) => {
  const { random } = createRandom(SEED)
  const bridge = createBridge()
  const failing: Courier = {
    post: async (url, message) => {
      const chance = random()
      if (chance < 0.25) return 503
      if (chance < 0.35) throw Object.assign(new Error('cut'), { code: 'ECONNRESET' })
      const status = await bridge.courier.post(url, message)
      // It has it, and nobody hears of it: it comes again under the same id.
      return chance < 0.5 ? 502 : status
    },
  }
  const operators = [{ id: 'anna', name: 'Anna', available: true, maxChats: CLIENTS }]
  let rig = await createRig({ operators, channels: CHANNELS, courier: wrap(failing), virtual: bridge.virtual })
  const sessions: string[] = []
  const contacts = Array.from({ length: CLIENTS }, (_, n) => `42060100000${n}`)
  let anna = await rig.desk()
  for (const id of contacts) {
    const { session } = await bridge.deliver(rig.backend, said('Hello', { contact: { id } }))
    sessions.push(session)
    await anna.send({ id: `a${id}`, type: 'session.accept', session })
  }
  for (let n = 0; n < WORDS; n++) {
    for (const [at, contact] of contacts.entries())
      await anna.send({ id: `${contact} ${n}`, type: 'message.send', session: sessions[at], text: `${contact} ${n}` })
    await rig.pass(7_000)
    if (n % 4 !== 3) continue
    await rig.backend.dispose()
    rig = await rig.restart()
    anna = await rig.desk()
  }
  // Signing is the platform's, on threads of its own: each step of the clock gets their turns too.
  for (let minutes = 0; minutes < 10 * 60; minutes += 10) {
    await rig.pass(600_000)
    for (let turn = 0; turn < 20; turn++) await settled()
  }
  await rig.backend.dispose()
  const arrived = new Map<string, string[]>(contacts.map(contact => [contact, []]))
  const seen = new Set<string>()
  for (const { id, type, data } of bridge.got) {
    if (type === 'message.sent' && !seen.has(id)) arrived.get(data.contact)?.push(data.text)
    seen.add(id)
  }
  return { faults: faultsOf(arrived), tries: bridge.tries.length, got: bridge.got.length, arrived: seen.size }
}

describe('words on their way to messengers', () => {
  it('arrive once and in order, over failures, cuts, answers nobody hears, and restarts', async () => {
    const { faults, ...figures } = await run()
    expect(faults).toEqual([])
    expect(figures.got).toBeGreaterThan(figures.arrived)
    console.log('bridges run', JSON.stringify({ seed: SEED, clients: CLIENTS, words: CLIENTS * WORDS, ...figures }))
  }, 60_000)

  it('would be seen to be doubled, if a repetition had an id of its own', async () => {
    let n = 0
    const { createHmac } = await import('node:crypto')
    const resigned = (courier: Courier): Courier => ({
      post: (url, { headers, body }) => {
        const id = `fresh-${n++}`
        const key = Buffer.from(CHANNELS.whatsapp.secret.slice('whsec_'.length), 'base64')
        const signed = `${id}.${headers['webhook-timestamp']}.${body}`
        const signature = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
        return courier.post(url, { body, headers: { ...headers, 'webhook-id': id, 'webhook-signature': signature } })
      },
    })
    const { faults } = await run(resigned)
    expect(faults.filter(fault => fault.endsWith('came twice')).length).toBeGreaterThan(0)
  }, 60_000)

  it('would be seen to be lost, if what failed counted as done', async () => {
    const careless = (courier: Courier): Courier => ({
      post: async (...given) => {
        await courier.post(...given).catch(() => 0)
        return 200
      },
    })
    const { faults } = await run(careless)
    expect(faults.filter(fault => fault.endsWith('is lost')).length).toBeGreaterThan(0)
  }, 60_000)

  it('would be seen to be out of order, if one overtook another', async () => {
    const held = new Map<string, () => Promise<unknown>>()
    const hasty = (courier: Courier): Courier => ({
      post: async (...given) => {
        const send = async (): Promise<number> => {
          for (;;) {
            const status = await courier.post(...given).catch(() => 0)
            if (status >= 200 && status < 300) return status
          }
        }
        const { contact } = (JSON.parse(given[1].body) as BridgeEvent).data
        const before = held.get(contact)
        if (!before) {
          held.set(contact, send)
          return 200
        }
        held.delete(contact)
        await send()
        await before()
        return 200
      },
    })
    const { faults } = await run(hasty)
    expect(faults.filter(fault => fault.endsWith('in another order')).length).toBeGreaterThan(0)
  }, 60_000)
})
