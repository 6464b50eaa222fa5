import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FileStore, StoredFile } from '../../../demo/backend/files/file-store.js'
import { createMemoryFiles } from '../../../demo/backend/files/memory-files.js'
import type { Form } from '../../../src/protocol/form.js'
import { demoWidgets } from '../../../demo/server/widgets.js'
import { detect, digest } from '../../../demo/server/detect.js'
import { PNG } from '../../support/hostile-files.js'
import { createRig, failureOf, type Rig, type Visitor } from '../backend/rig.js'

/* S22 and S7, of forms: a form takes files of its own visitor only, whole ones only, each of them once, and only where it asks for one. */

const form: Form = {
  id: 'asks',
  fields: [
    { name: 'message', type: 'textarea', label: 'Message' },
    { name: 'photo', type: 'file', label: 'Photo' },
    { name: 'photos', type: 'file', label: 'Photos', maxFiles: 3 },
    { name: 'other', type: 'file', label: 'Other' },
  ],
}
const { main } = demoWidgets
const start = (store: FileStore) =>
  createRig({
    files: { store, detect, digest },
    widgets: { main: { ...main, title: 'Main', entryForm: form, offlineForm: form } },
  })

let uploads = 0
/** Brings a file whole, or all but its end. */
const bring = async ({ backend }: Rig, { token }: Visitor, whole = true): Promise<string> => {
  const { begin, part } = await backend.visitor.files(token)
  const upload = `u${++uploads}`
  await begin({ id: upload, name: 'cat.png', size: PNG.length })
  const { file } = await part({ upload, at: 0, bytes: whole ? PNG : PNG.slice(0, -1) })
  return file?.id ?? ''
}

let commands = 0
const letter = (values: object) => ({ id: `l${++commands}`, type: 'letter.send', widget: 'main', took: 9_000, values })
const entry = (given: object) => ({
  ...{ id: `e${++commands}`, type: 'session.start', entry: 'webchat', widget: 'main', took: 9_000 },
  form: given,
})

/** What is wrong with how forms take files; says what was tried. */
const breachesOf = async (given: FileStore) => {
  // Of what is not whole nobody is told the id; here somebody has guessed it.
  let last = ''
  const store = { ...given, add: (file: StoredFile) => given.add(((last = file.id), file)) }
  const rig = await start(store)
  const [victim, stranger] = [await rig.visitor(), await rig.visitor()]
  const theirs = await bring(rig, victim)
  const [used, twice] = [await bring(rig, stranger), await bring(rig, stranger)]
  await stranger.send(letter({ message: 'Once', photo: used }))
  await bring(rig, stranger, false)
  const attempts: readonly (readonly [what: string, given: object])[] = [
    ['another visitor’s', { photo: theirs }],
    ['one that is not whole', { photo: last }],
    ['one that was used', { photo: used }],
    ['the same twice', { photo: twice, other: twice }],
    ['a path', { photo: '../../etc/passwd' }],
    ['an address', { photo: `/files/${theirs}` }],
    ['an id with more behind it', { photo: `${twice} cat.png` }],
    ['the same twice in one field', { photos: `${twice}\n${twice}` }],
    ['another’s below an own', { photos: `${twice}\n${theirs}` }],
    ['a path below an own', { photos: `${twice}\n../../etc/passwd` }],
    ['another’s beside an own', { photo: twice, other: theirs }],
  ]
  const breaches: string[] = []
  for (const [what, given] of attempts)
    for (const command of [letter({ message: 'Mine', ...given }), entry({ message: 'Mine', ...given })]) {
      const failure = await failureOf(stranger.send(command)).catch(() => undefined)
      if (failure?.kind !== 'rejected' || failure.code !== 'file.unknown') breaches.push(`${command.type} took ${what}`)
    }
  // What was refused has used nothing up.
  for (const [who, photo] of [
    [stranger, twice],
    [victim, theirs],
  ] as const)
    await who.send(letter({ message: 'Still mine', photo })).catch(() => breaches.push('what was refused is used up'))
  // Where no file is asked for, an id is but a word.
  const word = await rig.visitor()
  await word.send(letter({ message: theirs }))
  const desk = await rig.desk()
  const letters = desk.of('snapshot').at(-1)?.letters ?? []
  const held = letters.flatMap(({ files = [] }) => files.map(({ id }) => id)).sort()
  if (held.join() !== [used, twice, theirs].sort().join()) breaches.push('a file is with a letter it was not sent with')
  return { tried: attempts.length * 2, breaches }
}

const stores: FileStore[] = []
beforeAll(() => void stores.push(createMemoryFiles()))
afterAll(() => void stores.splice(0))

describe('a form that asks for a file', () => {
  it('takes those of its own visitor, whole, once (S22, S7)', async () => {
    const { tried, breaches } = await breachesOf(stores[0]!)
    expect(breaches).toEqual([])
    console.log(`S22 forms ${JSON.stringify({ tried, breaches: 0 })}`)
  })

  it.each<[string, (file: StoredFile, asker: string) => object]>([
    ['says that every file is the asker’s', (_, scope) => ({ scope })],
    ['says that every file is whole', () => ({ state: 'whole' })],
    ['forgets which files are used', () => ({ usedBy: undefined })],
  ])('is seen to take others where its store %s', async (_, lie) => {
    const store = createMemoryFiles()
    let asker = ''
    const { breaches } = await breachesOf({
      ...store,
      // The last who brought something is the stranger.
      add: async file => {
        asker = file.scope
        await store.add(file)
      },
      get: async id => {
        const file = await store.get(id)
        return file && { ...file, ...lie(file, asker) }
      },
    })
    expect(breaches).not.toEqual([])
  })
})
