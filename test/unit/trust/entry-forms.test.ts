import { describe, expect, it } from 'vitest'
import type { Form } from '../../../src/protocol/form.js'
import { bearer, logIn, openStream, readEvents, startServer, type Served } from '../backend/served.js'

/*
 * S16: programs that fill in the form before the queue. One that knows nothing of us gets nobody to the desk; one that waits
 * as a person would, a number that operators can see through; and a person from elsewhere is not kept out.
 */

const MANY = 100
const entryForm: Form = { id: 'entry', fields: [{ name: 'topic', type: 'text', label: 'Topic', required: true }] }
/** Time stands still: nothing is refilled. */
const clock = { now: () => 1_790_000_000_000, after: () => () => {} }
const start = (more: object) => ({
  ...{ id: 's', type: 'session.start', entry: 'webchat', widget: 'main', form: { topic: 'pills' } },
  ...more,
})

/** A visitor of their own comes in; gives the status. */
const come = async (served: Served, address: string, more: object) => {
  const headers = { 'x-forwarded-for': address }
  const { token, close } = await openStream(served, {}, headers)
  await close()
  return (await served.post('/v1/commands', start(more), { ...headers, ...bearer(token) })).status
}

const waitingOn = async (served: Served): Promise<number> => {
  const { headers } = await logIn(served)
  const stream = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
  const events = await stream.until('live')
  await stream.close()
  const inSnapshot = events.flatMap(event => (event.type === 'snapshot' ? (event.sessions as object[]) : []))
  return inSnapshot.length + events.filter(({ type }) => type === 'session.changed').length
}

const attack = async ({ form = true, rates = {} } = {}) => {
  const widgets = { main: { title: 'Shop', buttons: [], words: {}, ...(form && { entryForm }) } }
  const served = await startServer({ clock, proxies: ['127.0.0.1'], widgets, rates })
  for (let n = 0; n < MANY; n++)
    await come(served, `192.0.2.${n}`, n % 2 ? { took: 1_999 } : { took: 9_000, trap: 'https://pills.example' })
  const simple = await waitingOn(served)
  let last = 0
  for (let n = 0; n < MANY; n++) last = await come(served, '192.0.2.200', { took: 9_000 })
  const patient = (await waitingOn(served)) - simple
  const person = await come(served, '198.51.100.7', { took: 2_000 })
  await served.close()
  return { tries: 2 * MANY, simple, patient, last, person }
}

describe('S16: who fills in entry forms without end', () => {
  it('brings nobody to the desk without patience, some with it, and nobody else is kept out', async () => {
    const found = await attack()
    expect(found).toEqual({ tries: 2 * MANY, simple: 0, patient: 60, last: 429, person: 200 })
    console.log('S16 run', JSON.stringify(found))
  })

  it('would be seen where nothing looks at how a form was filled in', async () => {
    // Without a form of its own, what a page gives is taken as it is.
    expect((await attack({ form: false })).simple).toBe(MANY)
  })

  it('would be seen where nobody counts', async () => {
    const found = await attack({ rates: { formsOfAddress: { burst: 100_000, perSecond: 1 } } })
    expect(found).toMatchObject({ simple: 0, patient: MANY, last: 200 })
  })
})
