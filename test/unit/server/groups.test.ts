import { describe, expect, it } from 'vitest'
import { DAYS, type Interval } from '../../../demo/backend/hours.js'
import { parseHours } from '../../../demo/backend/parse-hours.js'
import { groupCommand } from '../../../demo/server/cli/group.js'
import { toDate, toDays, toLines } from '../../../demo/backend/hours-text.js'
import { widgetCommand } from '../../../demo/server/cli/widget.js'
import { createRandom } from '../../support/seeded-random.js'
import { openStream } from '../backend/served.js'
import { newFolder, run, startRealServer } from './real-server.js'

const WEEK = ['--zone', 'Europe/Prague', '--open', 'mon-fri 8:00-12:00, 13:00-17:00', '--open', 'sat 9:00-12:00']

describe('npm run group', () => {
  it('adds, shows, changes and removes', async () => {
    const folder = newFolder()
    const group = (...args: string[]) => run(groupCommand, args, { folder })
    expect(await group('list')).toBe(
      'There is no group yet, so somebody may come at any time: npm run group -- add NAME …',
    )
    expect(await group('add', 'sales', ...WEEK, '--date', '2026-12-24 closed', '--queue', '10')).toBe(
      `sales: open by the clock of Europe/Prague, 10 may wait
  mon 08:00-12:00, 13:00-17:00
  tue 08:00-12:00, 13:00-17:00
  wed 08:00-12:00, 13:00-17:00
  thu 08:00-12:00, 13:00-17:00
  fri 08:00-12:00, 13:00-17:00
  sat 09:00-12:00
  sun closed
  2026-12-24 closed`,
    )
    await group('add', 'advice')
    const changed = await group('set', 'sales', '--date', '2026-12-24 usual', '--date', '2026-12-31 9:00-12:00')
    expect(changed).toMatch(/sun closed\n {2}2026-12-31 09:00-12:00$/)
    expect(await group('set', 'advice', '--wait', '90')).toMatch(/\n {2}who has waited 90 s goes on to the next group$/)
    await group('set', 'advice', '--wait', 'any')
    expect(await group('set', 'advice', '--away-queue', '5', '--away-chat', '60')).toMatch(
      /\n {2}who is away for 5 min has left the queue\n {2}who is away for 60 min has left a conversation$/,
    )
    expect(await group('set', 'advice', '--queue', '3')).toMatch(/5 min has left the queue\n.* 60 min has left a con/)
    await group('set', 'advice', '--away-queue', 'usual', '--away-chat', 'usual', '--queue', 'any')
    await group('set', 'sales', '--open', 'always', '--queue', 'any')
    expect(await group('list')).toBe(
      'sales: always open, any number may wait\nadvice: always open, any number may wait',
    )
    expect(await group('remove', 'sales')).toBe('The group “sales” is gone; who waits for it still does.')
    expect(await group('list')).toBe('advice: always open, any number may wait')
  })

  it.each([
    [['add', '7'], '“7” is no name for a group: take up to 32 of a–z, 0–9 and dash, a letter first.'],
    [['set', 'none', '--queue', '4'], 'There is no group “none”: npm run group -- list'],
    [['remove', 'none'], 'There is no group “none”: npm run group -- list'],
    [['add', 'a', '--queue', '0'], '--queue must be a whole number from 1 to 99999, or any, not “0”.'],
    [['add', 'a', '--wait', '2 min'], '--wait must be a whole number from 1 to 99999, or any, not “2 min”.'],
    [['add', 'a', '--away-queue', '0'], '--away-queue must be whole minutes from 1 to 1440, or usual (2), not “0”.'],
    [
      ['add', 'a', '--away-chat', '1441'],
      '--away-chat must be whole minutes from 1 to 1440, or usual (30), not “1441”.',
    ],
    [['add', 'a', '--away-chat', '2.5'], '--away-chat must be whole minutes from 1 to 1440, or usual (30), not “2.5”.'],
    [['add', 'a', '--open', 'mon 8:00-9:00'], 'Say where the clock hangs: --zone Europe/Prague'],
    [['add', 'a', '--zone', 'UTC'], 'Say the hours of the week as well: --open "mon-fri 8:00-17:00"'],
    [['add', 'a', '--zone', 'Prague', '--open', 'mon 8:00-9:00'], '“Prague” is no time zone'],
    [['add', 'a', '--zone', 'UTC', '--open', 'fri-mon 8:00-9:00'], '“fri-mon” is no day of the week'],
    [['add', 'a', '--zone', 'UTC', '--open', '8:00-9:00'], '“8:00-9:00” is no day of the week'],
    [['add', 'a', '--zone', 'UTC', '--open', 'mon 22:00-2:00'], 'On mon 22:00–02:00 ends before it begins'],
    [['add', 'a', '--zone', 'UTC', '--open', 'mon 8-9'], '“8” on mon is no time of day'],
    [['add', 'a', ...WEEK, '--date', '24.12. closed'], '“24.12.” is no date: write it as 2026-12-24.'],
    [['add', 'a', ...WEEK, 'sat'], '“sat” is too much: hours with spaces need quotation marks.'],
  ])('%j: one sentence, and nothing is changed', async (args, sentence) => {
    const folder = newFolder()
    await expect(run(groupCommand, args, { folder })).rejects.toThrow(sentence)
    expect(await run(groupCommand, ['list'], { folder })).toMatch(/^There is no group yet/)
  })

  it('a widget leads to a group that there is', async () => {
    const folder = newFolder()
    const add = ['add', 'shop', '--title', 'Shop', '--origin', 'https://shop.example', '--group', 'sales']
    await expect(run(widgetCommand, add, { folder })).rejects.toThrow('There is no group “sales”')
    await run(groupCommand, ['add', 'sales'], { folder })
    await run(widgetCommand, add, { folder })
  })

  it('reads what it has shown, whatever the hours', () => {
    const seed = 4
    const { between, random } = createRandom(seed)
    const someTimes = (): Interval[] => {
      const edges = Array.from({ length: 2 * between(0, 3) }, () => between(0, 1_439))
      const times = [...new Set(edges)].sort((a, b) => a - b)
      const toTime = (m: number) => new Date(m * 60_000).toISOString().slice(11, 16)
      return Array.from({ length: Math.floor(times.length / 2) }, (_, n) => [
        toTime(times[2 * n] ?? 0),
        toTime(times[2 * n + 1] ?? 0),
      ])
    }
    for (let n = 0; n < 500; n++) {
      const week = Object.fromEntries(DAYS.map(day => [day, someTimes()]))
      const dates = random() < 0.5 ? { '2026-12-24': someTimes(), '2027-01-01': [] } : {}
      const lines = toLines({ zone: 'UTC', week, dates })
      const again = {
        zone: 'UTC',
        week: Object.fromEntries(lines.slice(0, 7).flatMap(line => Object.entries(toDays(line)))),
        dates: Object.fromEntries(lines.slice(7).map(toDate)),
      }
      expect(parseHours(again)).toEqual({ zone: 'UTC', week, dates })
    }
    console.log('Hours as text run', JSON.stringify({ seed, hours: 500 }))
  })
})

it('a server that runs takes over the hours of a group, and open pages hear of it', async () => {
  const server = await startRealServer()
  await server.operator('add', 'anna', '--password', 'correct horse 7')
  await server.pass(1_000)
  const page = await openStream(server)
  await run(groupCommand, ['add', 'all', '--zone', 'UTC', '--open', 'sun closed'], { folder: server.folder })
  await server.pass(1_000)
  const told = (await page.until('availability.changed')).at(-1)
  expect(told?.availability).toMatchObject({
    webchat: { state: 'offline', reason: 'hours' },
    video: { state: 'offline', reason: 'hours' },
  })
  await page.close()
})
