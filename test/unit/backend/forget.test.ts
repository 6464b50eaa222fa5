import { describe, expect, it } from 'vitest'
import { createRig, failureOf, ring, settled, textsOf } from './rig.js'

describe('a visitor who wants to be forgotten', () => {
  it('leaves nothing: no log, no token, no answer to their commands', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    const { id: session } = await ring(client, 'Forget this')
    await anna.send({ id: 'a', type: 'session.accept', session })
    await anna.send({ id: 'm', type: 'message.send', session, text: 'Forget that' })
    await client.send({ id: 'f', type: 'visitor.forget' })
    await settled()

    expect(await failureOf(client.send({ id: 'h', type: 'history.get' }))).toEqual({ kind: 'auth' })
    expect((await rig.visitor({ token: client.token })).closed).toEqual({ kind: 'auth' })
    const kept = JSON.stringify([await rig.store.rows(0, 1_000), await rig.store.command('operator:anna', 'm')])
    expect(kept).not.toContain('Forget')
  })

  it('is taken off every screen: pages are sent away, and the desk is told whom to drop and stays', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    const staying = await rig.visitor()
    await ring(client, 'Forget this')
    await ring(staying, 'Keep this')
    await client.send({ id: 'f', type: 'visitor.forget' })
    await settled()
    expect(client.events.at(-1)?.type).toBe('bye')
    expect(anna.of('erased')).toEqual([{ type: 'erased', clients: [client.of('hello')[0]!.visitor.id] }])
    expect(anna.of('bye')).toEqual([])
    expect(anna.closed).toBeUndefined()
    await staying.send({ id: 'n', type: 'message.send', text: 'Still here' })
    await settled()
    expect(textsOf(anna).at(-1)).toBe('Still here')
  })

  it('keeps no desk offline, however many ask for it one after the other', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    for (let n = 0; n < 50; n++) {
      const stranger = await rig.visitor()
      await stranger.send({ id: 'f', type: 'visitor.forget' })
      await settled()
    }
    expect(anna.of('erased')).toHaveLength(50)
    expect(anna.of('bye')).toHaveLength(0)
    expect(anna.of('snapshot')).toHaveLength(1)
  })

  it('a desk that was not there begins anew, and one that has heard of it goes on from where it stands', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    const staying = await rig.visitor()
    await ring(client, 'Forget this')
    await ring(staying, 'Keep this')
    const before = anna.cursor()
    await client.send({ id: 'f', type: 'visitor.forget' })
    await settled()
    const late = await rig.desk('anna', before)
    expect(textsOf(late)).toEqual(['Keep this'])
    expect(late.of('snapshot')).toHaveLength(1)
    await staying.send({ id: 'n', type: 'message.send', text: 'Later' })
    await settled()
    const again = await rig.desk('anna', anna.cursor())
    expect(again.of('snapshot')).toHaveLength(0)
  })

  it('does not cost the others their place in the log, also after a restart', async () => {
    const rig = await createRig()
    const client = await rig.visitor()
    const staying = await rig.visitor()
    await ring(staying, 'Keep this')
    await ring(client, 'Forget this')
    await client.send({ id: 'f', type: 'visitor.forget' })
    const anna = await rig.desk()
    anna.end()
    const again = await rig.restart()
    const back = await again.visitor({ token: staying.token })
    await back.send({ id: 'n', type: 'message.send', text: 'More' })
    const desk = await again.desk('anna', anna.cursor())
    expect(textsOf(desk)).toContain('More')
    expect(textsOf(back).at(-1)).toBe('More')
  })

  it('gets a receipt that counts what there was and names nobody: the same one again, from another tab, after a restart', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    const { id: session } = await ring(client, 'My name is Eva')
    await anna.send({ id: 'a', type: 'session.accept', session })
    await anna.send({ id: 'm', type: 'message.send', session, text: 'Good evening, Eva' })
    const first = await client.send({ id: 'f', type: 'visitor.forget' })
    expect(first).toMatchObject({
      receipt: { erased: { conversations: 1, messages: 2, letters: 0, callbacks: 0, files: 0 } },
    })
    // The answer was lost; another tab of theirs asks too; then the server comes back from its log.
    expect(await client.send({ id: 'f', type: 'visitor.forget' })).toEqual(first)
    expect(await client.send({ id: 'other tab', type: 'visitor.forget' })).toEqual(first)
    const again = await rig.restart()
    const back = await again.visitor({ token: client.token })
    expect(back.closed).toEqual({ kind: 'auth' })
    expect(await back.send({ id: 'f', type: 'visitor.forget' })).toEqual(first)

    const kept = JSON.stringify(await rig.store.rows(0, 1_000))
    for (const theirs of ['Eva', `"${client.token}"`, session]) expect(kept).not.toContain(theirs)
    // It is proof, and opens nothing.
    expect(await failureOf(back.send({ id: 'h', type: 'history.get' }))).toEqual({ kind: 'auth' })
  })

  it('who never was here gets none', async () => {
    const rig = await createRig()
    const client = await rig.visitor({ token: 'x'.repeat(43) })
    expect(await failureOf(client.send({ id: 'f', type: 'visitor.forget' }))).toEqual({ kind: 'auth' })
  })

  it('frees their place in the queue', async () => {
    const rig = await createRig()
    const [first, second] = [await rig.visitor(), await rig.visitor()]
    await ring(first)
    await ring(second)
    await first.send({ id: 'f', type: 'visitor.forget' })
    await settled()
    expect(second.of('session.changed').at(-1)?.session.position).toBe(1)
  })
})
