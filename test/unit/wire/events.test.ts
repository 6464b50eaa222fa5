import { beforeAll, describe, expect, it } from 'vitest'
import { without } from '../../../demo/backend/without.js'
import { parseDeskEvent } from '../../../demo/protocol/parse-desk-event.js'
import { deskEvents, visitorEvents } from '../../../demo/server/openapi/events.js'
import { LATER } from '../../../demo/server/openapi/papers.js'
import { parseSignal, parseTicketEvent } from '../../../src/protocol/parse-call.js'
import { parseEvent } from '../../../src/protocol/parse-event.js'
import { exactly, fault, schemas, validator } from './papers.js'
import { recordSession, type Recording } from './session.js'

let recording: Recording
beforeAll(async () => void (recording = await recordSession()))

/** What the app lets through to the room that holds a call, that room reads. */
const parseForRooms = (value: unknown, drop?: () => void): unknown => {
  const event = parseEvent(value, drop)
  if (event?.type === 'call.signal') return { type: event.type, ...parseSignal(event) }
  if (event?.type === 'ticket.changed') return { type: event.type, ...parseTicketEvent(event) }
  return event
}

interface Paper {
  example: { type: string }
  unsent?: true
}
type Side = [
  side: 'visitor' | 'desk',
  prefix: string,
  papers: Readonly<Record<string, Paper | typeof LATER>>,
  parse: (value: unknown, drop?: () => void) => unknown,
]
const sides: Side[] = [
  ['visitor', '', visitorEvents, parseForRooms],
  ['desk', 'Desk', deskEvents, parseDeskEvent],
]

describe.each(sides)('events of the %s on paper', (side, prefix, papers, parse) => {
  const all = Object.entries(papers)
  const sent = all.flatMap(([type, paper]) => (paper === LATER ? [] : [{ type, paper }]))

  it.each(sent)('$type: its example is taken by schema and parser', ({ type, paper }) => {
    expect(fault(exactly(`${prefix}Event.${type}`), paper.example)).toBeUndefined()
    const dropped: number[] = []
    expect(parse(paper.example, () => dropped.push(1))).toEqual(paper.example)
    expect(dropped).toEqual([])
  })

  it.each(sent)('$type: without one of the fields it must have, it is refused by both', ({ type, paper }) => {
    for (const field of schemas[`${prefix}Event.${type}`]?.required as string[]) {
      const rest = without(paper.example as Record<string, unknown>, field)
      expect(validator(`${prefix}Event`)(rest), field).toBe(false)
      expect(() => parse(rest), field).toThrow()
    }
  })

  it('leaves out only what clients leave out too', () => {
    for (const [type, paper] of all) if (paper === LATER) expect(parse({ type }), type).toBeUndefined()
  })

  it('are what the real server says, field by field', () => {
    const heard = recording.events[side]
    for (const event of heard) expect(fault(exactly(`${prefix}Event`), event)).toBeUndefined()
    const told = new Set(heard.map(({ type }) => type))
    const silent = sent.filter(({ type }) => !told.has(type)).map(({ type }) => type)
    expect(silent).toEqual(sent.filter(({ paper }) => paper.unsent).map(({ type }) => type))
    console.log(`wire ${JSON.stringify({ events: side, written: sent.length, recorded: heard.length })}`)
  })

  it('would not hide a field that nobody wrote down', () => {
    const [hello] = recording.events[side]
    expect(fault(exactly(`${prefix}Event.hello`), hello)).toBeUndefined()
    expect(fault(exactly(`${prefix}Event.hello`), { ...hello, secret: 1 })).toContain('"additionalProperty":"secret"')
  })
})

it('answers as the paper says', () => {
  for (const { type, reply } of recording.replies)
    expect(fault(exactly(schemas[type] ? type : 'Nothing'), reply), type).toBeUndefined()
})
