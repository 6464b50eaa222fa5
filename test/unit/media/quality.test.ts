import { describe, expect, it } from 'vitest'
import { compare, readStats, type Tally } from '../../../src/media/quality.js'

const QUIET: Tally = {
  at: 0,
  bytes: 0,
  packets: 0,
  lost: 0,
  roundTrip: undefined,
  room: undefined,
  farLoss: undefined,
  reported: undefined,
}
const after2s = (change: Partial<Tally>): Tally => ({ ...QUIET, at: 2_000, packets: 100, ...change })
const seen = (now: Tally, isAwaited = true) => compare(QUIET, now, isAwaited)

describe('how a call goes', () => {
  it.each([
    ['all arrives soon', { lost: 0, roundTrip: 80 }, 'good'],
    ['it is not known how far the other side is', { lost: 0 }, 'good'],
    ['a twentieth is lost', { packets: 95, lost: 5 }, 'good'],
    ['more than a twentieth is lost', { packets: 94, lost: 6 }, 'weak'],
    ['an answer takes more than half a second', { roundTrip: 501 }, 'weak'],
    ['every fifth is lost', { packets: 80, lost: 20 }, 'poor'],
    ['an answer takes more than a second', { roundTrip: 1_001 }, 'poor'],
    ['loss is great though answers are quick', { packets: 50, lost: 50, roundTrip: 5 }, 'poor'],
  ] as const)('where %s', (_, now, grade) => expect(seen(after2s(now)).grade).toBe(grade))

  it('is poor where nothing comes that the other side sends, and not where it sends nothing', () => {
    expect(seen(after2s({ packets: 0 })).grade).toBe('poor')
    expect(seen(after2s({ packets: 0 }), false).grade).toBe('good')
  })

  it('is told of the time between two looks alone', () => {
    const before = after2s({ at: 10_000, packets: 1_000, lost: 500, bytes: 1e6 })
    const now = after2s({ at: 12_000, packets: 1_100, lost: 500, bytes: 1e6 + 50_000 })
    expect(compare(before, now, true)).toEqual({ rate: 25_000, loss: 0, roundTrip: undefined, grade: 'good' })
  })

  it.each([
    ['no time has passed', QUIET],
    ['counters begin anew', { ...QUIET, at: 1 }],
  ])('is a number also where %s', (_, now) => {
    const { rate, loss } = compare({ ...QUIET, bytes: 9, packets: 9, lost: 9 }, now, false)
    expect([rate, loss]).toEqual([0, 0])
  })
})

describe('what the browser counts', () => {
  const chromium = [
    { id: 'a', type: 'inbound-rtp', kind: 'audio', bytesReceived: 100, packetsReceived: 10, packetsLost: 1 },
    { id: 'v', type: 'inbound-rtp', kind: 'video', bytesReceived: 900, packetsReceived: 20, packetsLost: 2 },
    { id: 'ra', type: 'remote-inbound-rtp', timestamp: 5, kind: 'audio', fractionLost: 0.25 },
    { id: 'rv', type: 'remote-inbound-rtp', kind: 'video', fractionLost: 0.5 },
    { id: 't', type: 'transport', selectedCandidatePairId: 'new' },
    { id: 'old', type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 9 },
    { id: 'new', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.05, availableOutgoingBitrate: 3e5 },
  ]

  it('is summed over all lines, of the way in use and not the one before', () => {
    const sums = { at: 7, bytes: 1_000, packets: 30, lost: 3, roundTrip: 50, room: 3e5, farLoss: 0.25, reported: 5 }
    expect(readStats(chromium, 7)).toEqual(sums)
  })

  it('is read where the browser names no way in use', () => {
    const firefox = [
      { id: 'x', type: 'candidate-pair', nominated: true, state: 'failed', currentRoundTripTime: 9 },
      { id: 'y', type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.02 },
    ]
    expect(readStats(firefox, 0)).toMatchObject({ roundTrip: 20, room: undefined, farLoss: undefined })
  })

  it('is nothing before anything flows', () => expect(readStats([], 0)).toEqual(QUIET))
})
