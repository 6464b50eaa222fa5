import { describe, expect, it } from 'vitest'
import { createMemoryFiles } from '../../../demo/backend/files/memory-files.js'
import { checkPicture } from '../../../demo/backend/pictures.js'
import type { UploadState } from '../../../demo/backend/files/uploads.js'
import type { DeskSession } from '../../../demo/protocol/desk.js'
import { detect, digest } from '../../../demo/server/detect.js'
import type { Call, FileRef, Message, Session } from '../../../src/protocol/entities.js'
import { PNG } from '../../support/hostile-files.js'
import { createRig, failureOf, ring, settled, type Desk, type Visitor } from './rig.js'

let count = 0
const say = async (end: Visitor | Desk, command: object) => {
  const reply = await end.send({ id: `order ${++count}`, ...command })
  await settled()
  return reply as { session: Session; call: Call; message: Message }
}

/** A chat with Anna, in which a call runs; or what came for a call from the beginning. */
const talk = async ({ isVideo = false } = {}) => {
  const rig = await createRig({ files: { store: createMemoryFiles(), detect, digest } })
  const [anna, visitor] = [await rig.desk('anna'), await rig.visitor()]
  const { id: session } = isVideo
    ? (await say(visitor, { type: 'session.start', entry: 'video', widget: 'main' })).session
    : await ring(visitor)
  await say(anna, { type: 'session.accept', session })
  const { call } = isVideo
    ? visitor.of('session.changed').at(-1)!.session
    : await say(visitor, { type: 'call.offer', session })
  const there = { session, call: call!.id }
  if (!isVideo) await say(anna, { type: 'call.answer', ...there, accept: true })
  const bring = async (name = 'picture.png', bytes: Uint8Array = PNG, operator = 'anna') => {
    const { begin, part } = await rig.backend.desk.files(operator)
    const upload = `upload ${++count}`
    let state: UploadState = await begin({ id: upload, name, size: bytes.length })
    while (!state.file)
      state = await part({ upload, at: state.at, bytes: bytes.slice(state.at, state.at + state.part) })
    return state.file.id
  }
  return {
    ...{ rig, anna, visitor, there, bring },
    ask: async () => (await say(anna, { type: 'picture.ask', ...there })).call.picture!,
    answer: (picture: string, accept: boolean) => say(visitor, { type: 'picture.answer', ...there, picture, accept }),
    give: async (picture: string, file?: string) => {
      const files = [file ?? (await bring())]
      return say(anna, { type: 'message.send', session, text: 'picture.png', files, picture })
    },
    pictureOf: () => visitor.of('session.changed').at(-1)?.session.call?.picture,
  }
}
const UNASKED = { kind: 'rejected', code: 'picture.unasked' }

describe('a picture of the client’s video', () => {
  it('is asked for once until it is answered, and a no stays one', async () => {
    const { ask, answer, pictureOf } = await talk()
    const picture = await ask()
    expect(picture.state).toBe('asked')
    expect(await ask()).toEqual(picture)
    expect(pictureOf()).toEqual(picture)
    await answer(picture.id, false)
    await answer(picture.id, true)
    expect(pictureOf()?.state).toBe('declined')
    expect((await ask()).id).not.toBe(picture.id)
    expect(pictureOf()?.state).toBe('asked')
  })

  it('comes as a file of the conversation once the client has agreed, and each consent is for one', async () => {
    const { ask, answer, give, pictureOf, visitor } = await talk()
    const refusals: unknown[] = [await failureOf(give('never asked'))]
    const { id } = await ask()
    refusals.push(await failureOf(give(id)))
    await answer(id, true)
    const { message } = await give(id)
    expect(message).toMatchObject({ from: 'operator', body: { kind: 'file', data: { type: 'image/png' } } })
    expect(visitor.of('message.added').at(-1)?.message).toEqual(message)
    expect(pictureOf()).toEqual({ id, state: 'taken' })
    refusals.push(await failureOf(give(id)))
    const { id: next } = await ask()
    await answer(next, false)
    refusals.push(await failureOf(give(next)))
    expect(refusals).toEqual([UNASKED, UNASKED, UNASKED, UNASKED])
    console.log(`picture run ${JSON.stringify({ given: 1, refused: refusals.length })}`)
  })

  it('is a picture, and of the call that it was agreed to in, also when that has just ended', async () => {
    const { ask, answer, give, bring, anna, there } = await talk()
    const { id } = await ask()
    await answer(id, true)
    const note = await bring('note.txt', new TextEncoder().encode('no picture'))
    expect(await failureOf(give(id, note))).toEqual(UNASKED)
    await say(anna, { type: 'call.end', ...there })
    expect((await give(id)).message.body.kind).toBe('file')
  })

  it('is asked for by who is in the call while it runs, and answered by nobody else', async () => {
    const { rig, ask, anna, visitor, there } = await talk()
    const boris = await rig.desk('boris')
    await say(anna, { type: 'session.invite', session: there.session, operator: 'boris' })
    expect(await failureOf(say(boris, { type: 'picture.ask', ...there }))).toEqual({
      kind: 'rejected',
      code: 'call.notYours',
    })
    const { id } = await ask()
    const answer = { type: 'picture.answer', ...there, picture: id, accept: true }
    const stranger = await rig.visitor()
    expect(await failureOf(say(stranger, answer))).toMatchObject({ kind: 'gone' })
    expect(await failureOf(say(visitor, { ...answer, picture: 'another' }))).toMatchObject({ kind: 'gone' })
    await say(anna, { type: 'call.end', ...there })
    expect(await failureOf(say(visitor, answer))).toEqual({ kind: 'rejected', code: 'call.over' })
    expect(await failureOf(say(anna, { type: 'picture.ask', ...there }))).toEqual({
      kind: 'rejected',
      code: 'call.over',
    })
  })

  it('is not of another tab than was agreed to: a yes that gave no picture ends with the operator’s seat', async () => {
    const { ask, answer, give, anna, visitor, there, pictureOf } = await talk()
    const join = (end: Visitor | Desk, seat: string, was?: string) =>
      say(end, { type: 'call.join', ...there, seat, ...(was && { was }) })
    await join(anna, 'one')
    const { id } = await ask()
    await join(anna, 'two', 'one')
    // The question itself stays: whoever answers it does so now.
    expect(pictureOf()).toEqual({ id, state: 'asked' })
    await answer(id, true)
    await join(anna, 'two')
    await join(visitor, 'theirs')
    expect(pictureOf()).toEqual({ id, state: 'allowed' })
    await join(anna, 'three', 'two')
    expect(pictureOf()).toBeUndefined()
    expect(await failureOf(give(id))).toEqual(UNASKED)
    const { id: next } = await ask()
    await answer(next, true)
    await give(next)
    expect(pictureOf()).toEqual({ id: next, state: 'taken' })
  })

  it('is not given to a colleague who takes the call over: they ask anew', async () => {
    const { rig, ask, answer, bring, anna, there, pictureOf } = await talk({ isVideo: true })
    const boris = await rig.desk('boris')
    const { id } = await ask()
    await answer(id, true)
    await say(anna, { type: 'session.redirect', session: there.session, to: 'operator', name: 'boris' })
    expect(pictureOf()).toBeUndefined()
    const files = [await bring('picture.png', PNG, 'boris')]
    const message = { type: 'message.send', session: there.session, text: 'picture.png', files, picture: id }
    expect(await failureOf(say(boris, message))).toEqual(UNASKED)
    const { call } = await say(boris, { type: 'picture.ask', ...there })
    expect(call.picture).toMatchObject({ state: 'asked' })
  })

  it('would not be given away by a consent that is only asked for: the check itself says no', () => {
    const session = (state: string) => ({ call: { picture: { id: 'p', state } } }) as DeskSession
    const files = [{ type: 'image/jpeg' } as FileRef]
    const passes = (state: string) => {
      try {
        return !!checkPicture(session(state), 'p', files)
      } catch {
        return false
      }
    }
    expect(['asked', 'declined', 'taken', 'allowed'].filter(passes)).toEqual(['allowed'])
  })
})
