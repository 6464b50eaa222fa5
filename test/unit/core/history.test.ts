import { describe, expect, it } from 'vitest'
import { message, setup } from '../../support/conversation-rig.js'

const messages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i))
const snapshot = (from: number, more?: boolean) =>
  ({ type: 'snapshot', cursor: 'e.9', sessions: [], messages: messages(from, 9), ...(more && { more }) }) as const

/** A conversation whose snapshot begins at a place. */
const come = async (from: number, more?: boolean) => {
  const { time, far, conversation } = setup()
  conversation.pipe.start()
  await time.settle()
  far.live(snapshot(from, more))
  const asked = () => far.sent.filter(({ command }) => command.type === 'history.get')
  return {
    time,
    far,
    conversation,
    asked,
    fetch: async () => {
      void conversation.fetchOlder()
      await time.settle()
    },
    answer: async (reply: object) => {
      asked().at(-1)?.resolve(reply)
      await time.settle()
    },
    seqs: () => conversation.thread.value.map(({ seq }) => seq),
    older: () => conversation.older.value,
  }
}

describe('what is older than the snapshot', () => {
  it('is not asked for when there is nothing', async () => {
    const { fetch, asked, older } = await come(5)
    await fetch()
    expect([asked(), older()]).toEqual([[], ''])
  })

  it('comes page by page, each before the first one here, until there is no more', async () => {
    const { fetch, answer, asked, seqs, older } = await come(7, true)
    expect(older()).toBe('more')
    await fetch()
    await fetch()
    expect(older()).toBe('coming')
    expect(asked().map(({ command }) => command)).toMatchObject([{ before: 7 }])
    await answer({ messages: messages(4, 6), more: true })
    expect([older(), seqs()]).toEqual(['more', [4, 5, 6, 7, 8, 9]])
    await fetch()
    expect(asked().at(-1)?.command).toMatchObject({ before: 4 })
    await answer({ messages: messages(1, 3), more: false })
    expect([older(), seqs()]).toEqual(['', [1, 2, 3, 4, 5, 6, 7, 8, 9]])
  })

  it('says that it did not come, and comes when it is asked for again', async () => {
    const { fetch, answer, asked, time, seqs, older } = await come(7, true)
    await fetch()
    asked()[0]?.reject({ kind: 'retry', done: 'no' })
    await time.settle()
    expect(older()).toBe('failed')
    await fetch()
    await answer({ messages: messages(1, 6), more: false })
    expect([older(), seqs()[0]]).toEqual(['', 1])
  })

  it('is not waited for without end, and a late answer changes nothing', async () => {
    const { fetch, answer, time, seqs, older } = await come(7, true)
    await fetch()
    await time.pass(10_000)
    expect(older()).toBe('failed')
    await answer({ messages: messages(1, 6), more: false })
    expect([older(), seqs()]).toEqual(['failed', [7, 8, 9]])
  })

  it('did not come when it is no history', async () => {
    const { fetch, answer, seqs, older } = await come(7, true)
    await fetch()
    await answer({ please: 'sign in' })
    expect([older(), seqs()]).toEqual(['failed', [7, 8, 9]])
  })

  it('leaves out what is malformed in it', async () => {
    const { fetch, answer, seqs } = await come(7, true)
    await fetch()
    await answer({ messages: [message(5), { id: 'm6', body: 'not a body' }], more: false })
    expect(seqs()).toEqual([5, 7, 8, 9])
  })

  it('belongs to nothing when a snapshot has begun anew meanwhile', async () => {
    const { fetch, far, time, conversation, asked, seqs, older } = await come(7, true)
    await fetch()
    conversation.reconnect()
    await time.settle()
    far.live({ ...snapshot(8, true), cursor: 'f.9' })
    asked()[0]?.resolve({ messages: messages(1, 6), more: false })
    await time.settle()
    expect([older(), seqs()]).toEqual(['more', [8, 9]])
  })

  it('leaves no timer behind', async () => {
    const { fetch, conversation, time } = await come(7, true)
    await fetch()
    conversation.dispose()
    await time.settle()
    expect(time.pending()).toBe(0)
  })
})
