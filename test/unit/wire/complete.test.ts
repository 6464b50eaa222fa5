import { expect, it } from 'vitest'
import { without } from '../../../demo/backend/without.js'
import { deskCommands, type DeskPapers } from '../../../demo/server/openapi/desk-commands.js'
import { LATER } from '../../../demo/server/openapi/papers.js'
import { object, optional, TEXT } from '../../../demo/server/openapi/schema.js'
import { visitorCommands, type VisitorPapers } from '../../../demo/server/openapi/visitor-commands.js'

/* Each of these must not compile: `npm run types` fails when one of them does. */

it('does not compile when a command has no paper', () => {
  // @ts-expect-error a command of the visitor without one
  const visitor: VisitorPapers = without(visitorCommands, 'read.mark')
  // @ts-expect-error a command of the desk without one
  const desk: DeskPapers = without(deskCommands, 'read.mark')
  expect([visitor, desk]).toHaveLength(2)
})

it('does not compile when a command is called done that is not, or the other way round', () => {
  // @ts-expect-error the parser takes it
  const taken: VisitorPapers = { ...visitorCommands, 'read.mark': LATER }
  // @ts-expect-error the parser does not take it
  const untaken: VisitorPapers = { ...visitorCommands, 'message.edit': visitorCommands['read.mark'] }
  expect([taken, untaken]).toHaveLength(2)
})

it('does not compile when a field is missing, or is required where it may be absent', () => {
  interface Person {
    name: string
    title?: string
  }
  // @ts-expect-error no title
  object<Person>({ name: TEXT })
  // @ts-expect-error a title that must be there
  object<Person>({ name: TEXT, title: TEXT })
  // @ts-expect-error a name that may be absent
  object<Person>({ name: optional(TEXT), title: optional(TEXT) })
  expect(object<Person>({ name: TEXT, title: optional(TEXT) }).required).toEqual(['name'])
})
