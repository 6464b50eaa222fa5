import { describe, expect, it } from 'vitest'
import { createMemoryFiles } from '../../../demo/backend/files/memory-files.js'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { FilesOptions } from '../../../demo/backend/files/files.js'
import type { UploadState } from '../../../demo/backend/files/uploads.js'
import { detect, digest } from '../../../demo/server/detect.js'
import { PNG } from '../../support/hostile-files.js'
import { createRig, failureOf, ring, type Rig, type Visitor } from './rig.js'

const start = async (rules: FilesOptions['rules'] = {}) => {
  const store = createMemoryFiles()
  return { store, rig: await createRig({ files: { store, detect, digest, rules } }) }
}
const bring = async (rig: Rig, who: Visitor | 'anna', upload = 'u') => {
  const { backend } = rig
  const { begin, part } = await (who === 'anna' ? backend.desk.files('anna') : backend.visitor.files(who.token))
  let state: UploadState = await begin({ id: upload, name: 'cat.png', size: PNG.length })
  while (!state.file) state = await part({ upload, at: state.at, bytes: PNG.slice(state.at, state.at + state.part) })
  return state.file
}

describe('files', () => {
  it('that are let go of wait no longer: at once, as often as it is said, and by nobody else', async () => {
    const { store, rig } = await start({ waiting: 2 })
    const [visitor, other] = [await rig.visitor(), await rig.visitor()]
    const { begin } = await rig.backend.visitor.files(visitor.token)
    await begin({ id: 'begun', name: 'long.txt', size: 9_000 })
    await bring(rig, visitor, 'whole')
    expect(await failureOf(bring(rig, visitor))).toMatchObject({ code: 'file.many' })
    let count = 0
    const drop = (who: Visitor, upload: string) => who.send({ id: `drop ${++count}`, type: 'upload.drop', upload })
    for (const upload of ['begun', 'whole', 'never was']) await drop(other, upload)
    expect((await store.totals()).files).toBe(2)
    for (const upload of ['begun', 'begun', 'whole', 'never was']) await drop(visitor, upload)
    expect(await store.totals()).toEqual({ files: 0, bytes: 0, received: 0 })
    expect((await bring(rig, visitor)).name).toBe('cat.png')
  })

  it('whose command was refused are let go of, and wait until then', async () => {
    const { store, rig } = await start({ waiting: 2 })
    const visitor = await rig.visitor()
    const say = (id: string, file: string) => visitor.send({ id, type: 'message.send', text: 'cat.png', files: [file] })
    for (const upload of ['one', 'two'])
      expect(await failureOf(say(upload, (await bring(rig, visitor, upload)).id))).toMatchObject({
        code: 'session.none',
      })
    expect(await failureOf(bring(rig, visitor, 'three'))).toMatchObject({ code: 'file.many' })
    for (const upload of ['one', 'two']) await visitor.send({ id: `drop ${upload}`, type: 'upload.drop', upload })
    expect(await store.totals()).toEqual({ files: 0, bytes: 0, received: 0 })
    expect((await bring(rig, visitor, 'three')).name).toBe('cat.png')
  })

  it('stay when another command takes them while they are looked up', async () => {
    const store = createMemoryFiles()
    let meanwhile = async () => {}
    const slow = createMemoryStore('site')
    const rig = await createRig({
      files: { store, detect, digest },
      store: { ...slow, command: async (scope, id) => (await meanwhile(), slow.command(scope, id)) },
    })
    const visitor = await rig.visitor()
    const file = await bring(rig, visitor)
    const say = (id: string) => visitor.send({ id, type: 'message.send', text: 'cat.png', files: [file.id] })
    expect(await failureOf(say('early'))).toMatchObject({ code: 'session.none' })
    await ring(visitor)
    meanwhile = async () => {
      meanwhile = async () => {}
      await say('again')
    }
    await visitor.send({ id: 'drop', type: 'upload.drop', upload: 'u' })
    expect(await store.get(file.id)).toMatchObject({ state: 'kept', usedBy: 'again' })
  })

  it('that were let go of before their first request came do not come back', async () => {
    const { store, rig } = await start()
    const [visitor, other] = [await rig.visitor(), await rig.visitor()]
    await visitor.send({ id: 'drop', type: 'upload.drop', upload: 'u' })
    expect(await failureOf(bring(rig, visitor))).toEqual({ kind: 'gone' })
    expect(await store.totals()).toEqual({ files: 0, bytes: 0, received: 0 })
    // Another's is another one.
    expect((await bring(rig, other)).name).toBe('cat.png')
    await rig.pass(600_000)
    expect((await bring(rig, visitor)).name).toBe('cat.png')
  })

  it('that are sent are not let go of, by either side', async () => {
    const { rig } = await start()
    const [visitor, desk] = [await rig.visitor(), await rig.desk()]
    const { id: session } = await ring(visitor)
    await desk.send({ id: 'accept', type: 'session.accept', session })
    const mine = await bring(rig, visitor)
    await visitor.send({ id: 'say', type: 'message.send', text: 'cat.png', files: [mine.id] })
    const answer = await bring(rig, 'anna')
    await desk.send({ id: 'file', type: 'message.send', session, text: 'cat.png', files: [answer.id] })
    const unsent = await bring(rig, 'anna', 'unsent')
    for (const upload of ['u', 'unsent']) await desk.send({ id: `drop ${upload}`, type: 'upload.drop', upload })
    await visitor.send({ id: 'drop', type: 'upload.drop', upload: 'u' })
    const open = async (id: string) => (await rig.backend.files?.open(id))?.file.name
    expect([await open(mine.id), await open(answer.id), await open(unsent.id)]).toEqual([
      'cat.png',
      'cat.png',
      undefined,
    ])
  })
})
