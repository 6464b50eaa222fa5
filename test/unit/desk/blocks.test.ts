import { describe, expect, it } from 'vitest'
import { findAcceptance, toBlocks } from '../../../demo/desk/thread/blocks.js'
import type { ThreadItem } from '../../../src/core/model.js'

const NOON = new Date(2026, 10, 23, 12).getTime()
const MINUTE = 60_000

const row = (seq: number, change: Partial<ThreadItem> = {}): ThreadItem => ({
  key: `k${seq}`,
  seq,
  from: 'visitor',
  at: NOON + seq,
  body: { kind: 'text', text: `words ${seq}` },
  ...change,
})
const own = (seq: number, state: NonNullable<ThreadItem['state']> = 'sent'): ThreadItem =>
  row(seq, { from: 'operator', author: { id: 'anna', name: 'Anna' }, state })
const notice = (seq: number, kind: string): ThreadItem =>
  row(seq, { from: 'system', body: { kind: 'notice', text: `notice ${seq}`, data: { notice: kind } } })

const kinds = (rows: readonly ThreadItem[], newFrom?: number) =>
  toBlocks(rows, { acceptance: findAcceptance(rows, NOON), ...(newFrom !== undefined && { newFrom }) }).map(
    block => block.kind,
  )

describe('a conversation', () => {
  it('begins with the day, and a group with who speaks', () => {
    expect(kinds([row(1), row(2)])).toEqual(['day', 'who', 'bubble', 'bubble'])
  })

  it('has a new caption after a pause, and a new day line after midnight', () => {
    expect(kinds([row(1), row(2, { at: NOON + 6 * MINUTE })]).slice(3)).toEqual(['who', 'bubble'])
    expect(kinds([row(1), row(2, { at: NOON + 24 * 60 * MINUTE })]).slice(3)).toEqual(['day', 'who', 'bubble'])
  })

  it('needs no caption for the operator’s own words, but one for a colleague’s', () => {
    const colleague = row(3, { from: 'operator', author: { id: 'boris', name: 'Boris' } })
    expect(kinds([row(1), own(2)]).slice(3)).toEqual(['bubble', 'state'])
    expect(kinds([row(1), own(2), colleague]).slice(3)).toEqual(['bubble', 'state', 'who', 'bubble'])
  })

  it('says how far own words have come once, under the last that the server holds', () => {
    expect(kinds([own(1, 'read'), own(2, 'read'), row(3)])).toEqual([
      'day',
      'bubble',
      'bubble',
      'state',
      'who',
      'bubble',
    ])
  })

  it('shares one state among words on their way, and gives each failed one its own', () => {
    const blocks = (state: 'slow' | 'failed') => kinds([own(1, state), own(2, state)]).slice(1)
    expect(blocks('slow')).toEqual(['bubble', 'bubble', 'state'])
    expect(blocks('failed')).toEqual(['bubble', 'state', 'bubble', 'state'])
  })

  it('draws the line “New” above the first unread word', () => {
    expect(kinds([row(1), row(2)], 2)).toEqual(['day', 'who', 'bubble', 'new', 'who', 'bubble'])
  })

  it('leaves out notices that the desk words by itself', () => {
    const rows = ['session.queued', 'operator.joined', 'session.ended'].map((kind, at) => notice(at + 1, kind))
    expect(kinds(rows)).toEqual(['day'])
    expect(kinds([notice(1, 'operator.left')])).toEqual(['day', 'note'])
    // The first is the acceptance; who came after it was asked in.
    expect(kinds([notice(1, 'operator.joined'), notice(2, 'operator.joined')])).toEqual(['day', 'note'])
  })
})
