import { describe, expect, it } from 'vitest'
import { createRig, ring, settled } from './rig.js'

const MINUTE = 60_000

describe('a client who is away', () => {
  it('leaves the queue after two minutes', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    await ring(client)
    client.end()
    await rig.pass(1.9 * MINUTE)
    expect(anna.of('session.changed').at(-1)?.session.state).toBe('queued')
    await rig.pass(0.2 * MINUTE)
    expect(anna.of('session.changed').at(-1)?.session).toMatchObject({ state: 'ended', endedBy: 'system' })
  })

  it('leaves a conversation after thirty', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    const { id: session } = await ring(client)
    await anna.send({ id: 'a', type: 'session.accept', session })
    client.end()
    await rig.pass(29 * MINUTE)
    expect(anna.of('session.changed').at(-1)?.session.state).toBe('accepted')
    await rig.pass(3 * MINUTE)
    expect(anna.of('session.changed').at(-1)?.session).toMatchObject({ state: 'ended', endedBy: 'system' })
  })

  it('stays when they come back in time', async () => {
    const rig = await createRig()
    const client = await rig.visitor()
    await ring(client)
    client.end()
    await rig.pass(1.9 * MINUTE)
    const back = await rig.visitor({ token: client.token })
    await rig.pass(60 * MINUTE)
    expect(back.of('session.changed').filter(({ session }) => session.state === 'ended')).toEqual([])
  })

  it('is shown to the desk with the time they left, but not for a reload', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    await ring(client)
    const before = anna.of('client.changed').length
    client.end()
    await rig.pass(3_000)
    const back = await rig.visitor({ token: client.token })
    await rig.pass(MINUTE)
    expect(anna.of('client.changed')).toHaveLength(before)
    back.end()
    await rig.pass(10_000)
    const gone = anna.of('client.changed').at(-1)?.client
    expect(gone?.online).toBe(false)
    await rig.visitor({ token: client.token })
    await settled()
    expect(anna.of('client.changed').at(-1)?.client).toMatchObject({ online: true })
    expect(anna.of('client.changed').at(-1)?.client).not.toHaveProperty('leftAt')
  })

  it('counts as away from the restart on when the server has stopped under them', async () => {
    const rig = await createRig()
    const client = await rig.visitor()
    await ring(client)
    const again = await rig.restart()
    const anna = await again.desk()
    await again.pass(1.9 * MINUTE)
    expect(anna.of('client.changed').at(-1)?.client.online).toBe(false)
    expect(anna.of('session.changed')).toEqual([])
    await again.pass(0.3 * MINUTE)
    expect(anna.of('session.changed').at(-1)?.session).toMatchObject({ state: 'ended', endedBy: 'system' })
  })

  it('does not wait for ever when they never had a stream', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    client.end()
    await rig.pass(MINUTE)
    await ring(client)
    await rig.pass(3 * MINUTE)
    expect(anna.of('session.changed').at(-1)?.session).toMatchObject({ state: 'ended', endedBy: 'system' })
  })
})
