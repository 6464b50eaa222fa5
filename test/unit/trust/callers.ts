import type { Means } from '../../../demo/backend/context.js'
import type { Id } from '../../../src/protocol/entities.js'
import { createRig, settled } from '../backend/rig.js'

export const START = { type: 'session.start', entry: 'video', widget: 'main' } as const

/** Somebody who rings for a call at a backend with these means, and those who would like to know how it runs. */
export const newCaller = async (means: Means) => {
  const rig = await createRig({ means })
  const [visitor, stranger] = [await rig.visitor(), await rig.visitor()]
  const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
  let count = 0
  const send = async (end: { send(command: object): Promise<object> }, command: object) => {
    const answer = await end
      .send({ id: `c${++count}`, ...command })
      .catch((error: unknown) => ({ refused: String(error) }))
    answers.push(answer)
    await settled()
    return answer
  }
  const answers: object[] = []
  const { session } = (await send(visitor, START)) as { session: { id: Id } }
  const call = () => visitor.of('session.changed').at(-1)?.session.call?.id ?? 'guessed'
  const join = (end: typeof visitor | typeof anna, seat: string) =>
    send(end, { type: 'call.join', session: session.id, call: call(), seat })
  const all = async (ends: readonly (typeof visitor | typeof anna)[]) => {
    for (const [n, end] of ends.entries()) await join(end, `seat ${n}`)
    return ends.length
  }
  return {
    call,
    /** Everybody tries while it rings, and while a call is only offered. */
    attemptsBefore: async () => {
      const before = await all([visitor, stranger, anna, boris])
      const chat = (await send(stranger, { ...START, entry: 'webchat' })) as { session: { id: Id } }
      await send(boris, { type: 'session.accept', session: chat.session.id })
      const { call } = (await send(boris, { type: 'call.offer', session: chat.session.id })) as { call: { id: Id } }
      for (const end of [stranger, boris])
        await send(end, { type: 'call.join', session: chat.session.id, call: call.id, seat: 's' })
      return before + 2
    },
    accept: () => send(anna, { type: 'session.accept', session: session.id }),
    join: () => join(visitor, 'mine'),
    attemptsOfOthers: () => all([stranger, boris]),
    /** All that anybody was told. */
    everything: () => JSON.stringify([answers, visitor.events, stranger.events, anna.events, boris.events]),
    stored: async () => JSON.stringify([await rig.store.rows(0, 1_000), await rig.store.command(session.id, 'c1')]),
  }
}
