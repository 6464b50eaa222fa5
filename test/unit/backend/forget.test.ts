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

  it('is taken off every screen: pages are sent away and the desk starts anew', async () => {
    const rig = await createRig()
    const anna = await rig.desk()
    const client = await rig.visitor()
    const staying = await rig.visitor()
    await ring(client, 'Forget this')
    await ring(staying, 'Keep this')
    await client.send({ id: 'f', type: 'visitor.forget' })
    await settled()
    expect(client.events.at(-1)?.type).toBe('bye')
    expect(anna.events.at(-1)).toEqual({ type: 'bye', after: 0 })
    const again = await rig.desk('anna', anna.cursor())
    expect(textsOf(again)).toEqual(['Keep this'])
    expect(again.of('snapshot')).toHaveLength(1)
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
