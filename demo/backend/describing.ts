import type { Id } from '../../src/protocol/entities.js'
import { list, Malformed, type Parser } from '../../src/protocol/parse.js'
import { changeClient } from './changes.js'
import type { DeskMoment } from './desk-commands.js'
import { short } from './parse-named.js'
import { gone } from './refuse.js'
import { without } from './without.js'

/** Of a note and of a tag, in UTF-16 code units. */
export const MOST_NOTE = 2_000
export const LONGEST_TAG = 40
/** Tags of one client. */
export const MANY_TAGS = 20

/** Each once, without space around it; empty ones are none. */
export const tags: Parser<readonly string[]> = value => {
  const given = list(short(LONGEST_TAG))(value).map(tag => tag.trim())
  const told = [...new Set(given)].filter(Boolean)
  if (told.length > MANY_TAGS) throw new Malformed(`more than ${MANY_TAGS} tags`)
  return told
}

/** What operators note of a client, for each other: the client never hears of it, and it goes when they are forgotten. */
export const describe = (
  moment: DeskMoment,
  { client: id, note, tags: told }: { client: Id; note?: string | undefined; tags?: readonly string[] | undefined },
): void => {
  const client = moment.draft.state.clients.get(id)?.client
  if (!client) throw gone('client')
  const isNoted = note === undefined || note.trim() === (client.note?.text ?? '')
  const isTagged = told === undefined || told.join('\n') === (client.tags ?? []).join('\n')
  if (isNoted && isTagged) return
  const kept = without(client, ...(isNoted ? [] : (['note'] as const)), ...(isTagged ? [] : (['tags'] as const)))
  const { id: by, name } = moment.operator
  changeClient(moment, kept, {
    ...(!isNoted && note.trim() && { note: { text: note.trim(), by, name, at: moment.now } }),
    ...(!isTagged && told.length && { tags: told }),
  })
}
