import { describe, expect, it } from 'vitest'
import { toPersonFile } from '../../../demo/backend/person-file.js'
import { personCommand } from '../../../demo/server/cli/person.js'
import { createRig, settled } from '../backend/rig.js'
import { bearer, openStream } from '../backend/served.js'
import { createRandom } from '../../support/seeded-random.js'
import { newFolder, run, startRealServer } from './real-server.js'

/* S17: whoever is kept may have all of it to read. */

const SEED = 17

/** A visitor whose words stand wherever words can be left. */
const plant = async () => {
  const rig = await createRig()
  const { between } = createRandom(SEED)
  const planted: string[] = []
  const word = (kind: string) => {
    planted.push(`planted-${kind}-${planted.length}-${between(1e6, 1e7)}`)
    return planted.at(-1) ?? ''
  }
  const visitor = await rig.visitor()
  const page = { url: `https://shop.example/${word('page')}`, title: word('title') }
  const form = { name: word('name'), phone: word('phone'), topic: word('form') }
  const start = { id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' }
  const { session } = await visitor.send({ ...start, page, form, params: { plan: word('param') } })
  for (let n = 0; n < 20; n++) await visitor.send({ id: `m${n}`, type: 'message.send', text: word('message') })
  const anna = await rig.desk()
  await anna.send({ id: 'accept', type: 'session.accept', session: session.id })
  for (let n = 0; n < 20; n++)
    await anna.send({ id: `a${n}`, type: 'message.send', session: session.id, text: word('answer') })
  await visitor.send({ id: 'set', type: 'params.set', params: { later: word('param') } })
  await visitor.send({ id: 'go', type: 'page.share', page: { url: 'https://shop.example/', title: word('title') } })
  const values = { name: word('letter'), email: `${word('mail')}@shop.example`, message: word('letter') }
  await visitor.send({ id: 'letter', type: 'letter.send', widget: 'main', values, took: 9_000 })
  await visitor.send({ id: 'call', type: 'callback.request', widget: 'main', phone: '+420601234567' })
  await visitor.send({ id: 'leave', type: 'session.leave', session: session.id })
  await visitor.send({ id: 'rate', type: 'feedback.send', session: session.id, rating: 4, comment: word('comment') })
  planted.push('+420601234567')
  await settled()
  const client = (await rig.store.rows(0, 10_000)).find(({ change }) => change.type === 'session.changed')?.client ?? ''
  return { rig, planted, client }
}

describe('the file of a person', () => {
  it('holds everything that the store holds of them, and nothing of others', async () => {
    const { rig, planted, client } = await plant()
    const other = await rig.visitor()
    await other.send({ id: 's', type: 'session.start', entry: 'webchat', widget: 'main' })
    await other.send({ id: 'm', type: 'message.send', text: 'somebody else’s words' })
    const rows = await rig.store.rows(0, 10_000)
    const file = toPersonFile(rows, client)
    const text = JSON.stringify(file)
    const lacking = planted.filter(one => !text.includes(one))
    // Walked the other way round: no row that says a word of theirs is missing.
    const missed = rows.filter(
      row => planted.some(one => JSON.stringify(row).includes(one)) && !file?.log.includes(row),
    )
    console.log(
      `S17 export ${JSON.stringify({ seed: SEED, planted: planted.length, rows: rows.length, lacking: lacking.length, missed: missed.length })}`,
    )
    expect(lacking).toEqual([])
    expect(missed).toEqual([])
    expect(text).not.toContain('somebody else')
    expect(file?.conversations[0]?.messages.length).toBeGreaterThanOrEqual(40)
    expect([file?.letters.length, file?.callbacks.length]).toEqual([1, 1])
  })

  it('that lacks a kind of row is caught', async () => {
    const { rig, planted, client } = await plant()
    const rows = (await rig.store.rows(0, 10_000)).filter(({ change }) => change.type !== 'letter.added')
    const text = JSON.stringify(toPersonFile(rows, client))
    expect(planted.filter(one => !text.includes(one)).length).toBeGreaterThan(0)
  })
})

describe('npm run person', () => {
  it('finds somebody, and prints all that is kept of them', async () => {
    const folder = newFolder()
    const server = await startRealServer({ folder })
    const { token, close } = await openStream(server)
    const begin = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main', form: { name: 'Eva Malá' } }
    await server.post('/v1/commands', begin, bearer(token))
    await server.post('/v1/commands', { id: 'm', type: 'message.send', text: 'Is it me you keep?' }, bearer(token))
    await close()
    const found = await run(personCommand, ['find', 'malá'], { folder })
    const [id = ''] = found.split(/\s+/)
    expect(found).toContain('Eva Malá')
    const file = JSON.parse(await run(personCommand, ['export', id], { folder })) as { conversations: unknown[] }
    expect(JSON.stringify(file.conversations)).toContain('Is it me you keep?')
    await expect(run(personCommand, ['export', 'nobody'], { folder })).rejects.toThrow(
      'There is no client “nobody” here',
    )
    await expect(run(personCommand, ['find', 'zzz'], { folder })).rejects.toThrow('Nobody is found by “zzz”.')
    await server.close()
  })
})
