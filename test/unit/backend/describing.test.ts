import { describe, expect, it } from 'vitest'
import { MANY_TAGS } from '../../../demo/backend/describing.js'
import { createRig, failureOf, ring, settled } from './rig.js'

const createTalk = async () => {
  const rig = await createRig()
  const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
  const visitor = await rig.visitor()
  await ring(visitor)
  await settled()
  const client = anna.of('client.changed').at(-1)!.client.id
  let count = 0
  const describeBy = (desk: typeof anna, what: object) =>
    desk.send({ id: `d${++count}`, type: 'client.describe', client, ...what })
  const known = () => boris.of('client.changed').findLast(one => one.client.id === client)?.client
  return { rig, anna, boris, visitor, client, describeBy, known }
}

describe('what operators note of a client', () => {
  it('is at the desks of all, says who noted it, and is there after a restart', async () => {
    const { rig, anna, client, describeBy, known } = await createTalk()
    await describeBy(anna, { note: ' Has the moon lamp. ', tags: ['lamps', ' lamps ', '', 'VIP'] })
    await settled()
    expect(known()).toMatchObject({
      note: { text: 'Has the moon lamp.', by: 'anna', name: 'Anna' },
      tags: ['lamps', 'VIP'],
    })
    const later = await (await rig.restart()).desk('anna')
    const told = later.of('snapshot')[0]?.clients.find(({ id }) => id === client)
    expect(told).toMatchObject({ note: { text: 'Has the moon lamp.' }, tags: ['lamps', 'VIP'] })
  })

  it('changes by itself: a note leaves the tags, and the other way round; empty takes away', async () => {
    const { anna, boris, describeBy, known } = await createTalk()
    await describeBy(anna, { tags: ['lamps'] })
    await describeBy(boris, { note: 'Calls back on Monday' })
    await settled()
    expect(known()).toMatchObject({ tags: ['lamps'], note: { by: 'boris' } })
    await describeBy(anna, { tags: [] })
    await describeBy(anna, { note: '  ' })
    await settled()
    expect(known()).not.toHaveProperty('tags')
    expect(known()).not.toHaveProperty('note')
  })

  it('is not written again when nothing changes', async () => {
    const { anna, boris, describeBy } = await createTalk()
    await describeBy(anna, { note: 'Twice', tags: ['a'] })
    await settled()
    const before = boris.of('client.changed').length
    await describeBy(boris, { note: 'Twice ', tags: ['a'] })
    await settled()
    expect(boris.of('client.changed').length).toBe(before)
  })

  it('never reaches the client, and goes with them', async () => {
    const { rig, anna, visitor, describeBy, client } = await createTalk()
    await describeBy(anna, { note: 'Difficult', tags: ['slow'] })
    await settled()
    const back = await rig.visitor({ token: visitor.token })
    expect(JSON.stringify([visitor.events, back.events])).not.toMatch(/Difficult|slow/)
    await visitor.send({ id: 'f', type: 'visitor.forget' })
    await settled()
    const later = await rig.desk('anna')
    expect(JSON.stringify(later.events)).not.toMatch(/Difficult|slow/)
    const refused = await failureOf(anna.send({ id: 'late', type: 'client.describe', client, note: 'Difficult' }))
    expect(refused).toEqual({ kind: 'gone' })
  })

  it('has its limits, and what is beyond them changes nothing', async () => {
    const { anna, describeBy, known } = await createTalk()
    const many = Array.from({ length: MANY_TAGS + 1 }, (_, n) => `tag ${n}`)
    for (const what of [{ note: 'x'.repeat(2_001) }, { tags: ['x'.repeat(41)] }, { tags: many }])
      expect(await failureOf(describeBy(anna, what))).toMatchObject({ kind: 'rejected', code: 'malformed' })
    expect(known()).not.toHaveProperty('tags')
  })
})
