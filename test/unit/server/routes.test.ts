import { describe, expect, it } from 'vitest'
import { groupCommand } from '../../../demo/server/cli/group.js'
import { operatorCommand } from '../../../demo/server/cli/operator.js'
import { routeCommand } from '../../../demo/server/cli/route.js'
import type { DeskSession } from '../../../demo/protocol/desk.js'
import { bearer, openStream, readEvents } from '../backend/served.js'
import { newFolder, quickPasswords, run, startRealServer, type RealServer } from './real-server.js'

/** A folder with an operator and two groups. */
const furnished = async () => {
  const folder = newFolder()
  await run(operatorCommand(quickPasswords), ['add', 'boris', '--password', 'correct horse 7'], {
    folder,
  })
  for (const name of ['sales', 'repairs']) await run(groupCommand, ['add', name], { folder })
  return { folder, route: (...args: string[]) => run(routeCommand, args, { folder }) }
}

describe('npm run route', () => {
  it('adds, orders, shows and removes', async () => {
    const { route } = await furnished()
    expect(await route('list')).toBe(
      'There is no rule yet: who rings comes to the group of the widget, or to the first one.',
    )
    await route('add', '--param', 'topic=repair', '--group', 'repairs')
    await route('add', '--lang', 'cs', '--entry', 'webchat', '--operator', 'boris')
    expect(await route('add', '--param', 'plan=gold', '--param', 'who=Jan N', '--group', 'sales', '--at', '1')).toBe(
      '1. --param plan=gold --param "who=Jan N" --group sales\n2. --param topic=repair --group repairs\n3. --entry webchat --lang cs --operator boris',
    )
    expect(await route('remove', '2')).toBe(
      '1. --param plan=gold --param "who=Jan N" --group sales\n2. --entry webchat --lang cs --operator boris',
    )
  })

  it('says of a rule that it leads nowhere any more', async () => {
    const { folder, route } = await furnished()
    await route('add', '--lang', 'cs', '--group', 'repairs')
    await run(groupCommand, ['remove', 'repairs'], { folder })
    expect(await route('list')).toBe('1. --lang cs --group repairs (which there is not: it is passed over)')
  })

  it.each([
    [['add', '--lang', 'cs'], 'Say where to: either --group or --operator.'],
    [['add', '--lang', 'cs', '--group', 'sales', '--operator', 'boris'], 'Say where to: either --group or --operator.'],
    [['add', '--group', 'sales'], 'Say for whom: --param, --entry or --lang.'],
    [['add', '--lang', 'cs', '--group', 'kitchen'], 'There is no group “kitchen”: npm run group -- list'],
    [['add', '--lang', 'cs', '--operator', 'nobody'], 'There is no operator “nobody”: npm run operator -- list'],
    [['add', '--lang', 'Czech!', '--group', 'sales'], '--lang must be a language tag such as cs, not “Czech!”.'],
    [
      ['add', '--entry', 'window', '--group', 'sales'],
      '--entry must be a way to ring such as webchat or video, not “window”.',
    ],
    [
      ['add', '--param', 'topic', '--group', 'sales'],
      '--param must be a key and a value such as topic=repair, not “topic”.',
    ],
    [['add', '--lang', 'cs', '--group', 'sales', '--at', '2'], 'There is no place 2: npm run route -- list'],
    [['add', 'x', '--lang', 'cs', '--group', 'sales'], '“x” is too much: a value with spaces needs quotation marks.'],
    [['remove', '1'], 'There is no place 1: npm run route -- list'],
    [['remove'], 'Which one?'],
    [['burn'], 'There is no “burn”:'],
  ])('%j: one sentence, and nothing is changed', async (args, sentence) => {
    const { route } = await furnished()
    await expect(route(...args)).rejects.toThrow(sentence)
    expect(await route('list')).toMatch(/^There is no rule yet/)
  })
})

it('a group has the operators it is given, and only such as there are', async () => {
  const { folder } = await furnished()
  const group = (...args: string[]) => run(groupCommand, args, { folder })
  expect(await group('set', 'repairs', '--operator', 'boris')).toBe(
    'repairs: always open, any number may wait\n  answered by boris',
  )
  await expect(group('set', 'repairs', '--operator', 'eva')).rejects.toThrow('There is no operator “eva”')
  expect(await group('set', 'repairs', '--operator', 'any')).toBe('repairs: always open, any number may wait')
})

/** Anna sits down at a server, and gives to which group somebody comes who rings. */
const ringAt = async (server: RealServer, params: Record<string, string>) => {
  const entered = await server.enter('anna', 'correct horse 7')
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const anna = { 'x-zvonek-operator': 'anna', cookie }
  await server.post('/v1/desk/commands', { id: `on ${++count}`, type: 'operator.available', on: true }, anna)
  const page = await openStream(server)
  const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main', params }
  const { session } = (await (await server.post('/v1/commands', start, bearer(page.token))).json()) as {
    session: { id: string }
  }
  await page.close()
  const stream = readEvents(await server.post('/v1/desk/stream', { protocol: 1 }, anna))
  const { sessions } = (await stream.until('snapshot')).at(-1) as unknown as { sessions: DeskSession[] }
  await stream.close()
  return sessions.find(({ id }) => id === session.id)?.group
}
let count = 0

it('a server that runs follows a rule that is added, and still does after a restart', async () => {
  const first = await startRealServer()
  const { folder } = first
  await first.operator('add', 'anna', '--password', 'correct horse 7')
  for (const name of ['sales', 'repairs']) await run(groupCommand, ['add', name], { folder })
  await first.pass(1_000)
  expect(await ringAt(first, { topic: 'repair' })).toBe('sales')
  await run(routeCommand, ['add', '--param', 'topic=repair', '--group', 'repairs'], { folder })
  await first.pass(1_000)
  expect(await ringAt(first, { topic: 'repair' })).toBe('repairs')
  await first.close()
  const second = await startRealServer({ folder })
  expect([await ringAt(second, { topic: 'repair' }), await ringAt(second, {})]).toEqual(['repairs', 'sales'])
})
