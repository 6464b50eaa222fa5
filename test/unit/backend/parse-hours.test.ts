import { describe, expect, it } from 'vitest'
import { parseHours, WrongHours } from '../../../demo/backend/parse-hours.js'

const zone = 'Europe/Prague'
const mon = (...intervals: unknown[]) => ({ zone, week: { mon: intervals } })

describe('opening hours as somebody gives them', () => {
  it('are read with their intervals in order, and nothing else', () => {
    expect(
      parseHours({
        zone,
        week: {
          mon: [
            ['13:00', '24:00'],
            ['8:00', '12:00'],
          ],
          sun: [],
        },
        dates: { '2028-02-29': [['10:00', '11:00']] },
        more: 1,
      }),
    ).toEqual({
      zone,
      week: {
        mon: [
          ['08:00', '12:00'],
          ['13:00', '24:00'],
        ],
        sun: [],
      },
      dates: { '2028-02-29': [['10:00', '11:00']] },
    })
  })

  it.each([
    [null, 'Opening hours are an object with `zone`, `week` and perhaps `dates`.'],
    [{ zone: 'Mars/Olympus', week: {} }, '“Mars/Olympus” is no time zone: take one such as Europe/Prague.'],
    [{ zone: '+02:00', week: {} }, '“+02:00” is no time zone: take one such as Europe/Prague.'],
    [{ week: {} }, '“undefined” is no time zone: take one such as Europe/Prague.'],
    [{ zone }, '`week` is an object with the intervals of each day.'],
    [{ zone, week: { monday: [] } }, '“monday” is no day of the week: take mon, tue, wed, thu, fri, sat or sun.'],
    [{ zone, week: { mon: '8-17' } }, 'The hours on mon are a list of intervals such as ["08:00", "17:00"].'],
    [mon(['08:00', '24:30']), '“24:30” on mon is no time of day: write it as 08:30, and the end of a day as 24:00.'],
    [mon('08:00'), '“undefined” on mon is no time of day: write it as 08:30, and the end of a day as 24:00.'],
    [
      mon(['22:00', '02:00']),
      'On mon 22:00–02:00 ends before it begins: hours over midnight are two, up to 24:00 and from 00:00.',
    ],
    [mon(['11:00', '15:00'], ['08:00', '12:00']), 'On mon 08:00–12:00 and 11:00–15:00 overlap: make one of them.'],
    [mon(...Array<unknown>(13).fill(['08:00', '09:00'])), 'There are more than 12 intervals on mon.'],
    [{ zone, week: {}, dates: { '2027-02-29': [] } }, '“2027-02-29” is no date: write it as 2026-12-24.'],
    [{ zone, week: {}, dates: { '24.12.': [] } }, '“24.12.” is no date: write it as 2026-12-24.'],
  ])('%j: one sentence', (given, sentence) => {
    const read = () => parseHours(given)
    expect(read).toThrow(WrongHours)
    expect(read).toThrow(sentence)
  })
})
