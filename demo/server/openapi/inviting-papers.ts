import type { DeskCommand } from '../../protocol/desk.js'
import { KIND } from './entities.js'
import { because, type Paper } from './papers.js'
import { IDS, invitation } from './samples.js'
import { given, ID, object, ref, said, whole } from './schema.js'

const { command: id, foreign, invitation: number } = IDS

/** The desk's commands about invitations. */
export const invitingPapers: {
  [K in 'invitation.create' | 'invitation.revoke']: Paper<Extract<DeskCommand, { type: K }>>
} = {
  'invitation.create': {
    summary: 'Makes a number of six digits that leads to this operator alone. `invitation.changed` tells its digits.',
    fields: {
      kind: given(KIND),
      until: given(
        said(whole(1), 'For many uses up to then, 30 days ahead at most; without it, for one use within ten minutes.'),
      ),
    },
    example: { id, type: 'invitation.create', kind: 'chat' },
    reply: { schema: object({ invitation: ref('Invitation') }), example: { invitation } },
    refused: [
      because('there is no such kind', { id, type: 'invitation.create', kind: 'fax' }),
      {
        because: 'that is past',
        value: { id, type: 'invitation.create', until: 1 },
        status: 422,
        code: 'invitation.until',
      },
      {
        because: 'the more there are, the likelier is a guess',
        value: { id, type: 'invitation.create' },
        when: 'the operator has all the numbers they may have',
        status: 422,
        code: 'invitation.many',
      },
    ],
  },
  'invitation.revoke': {
    summary: 'Takes one of the operator’s own numbers back; one that leads nowhere any more stays as it is.',
    fields: { invitation: ID },
    example: { id, type: 'invitation.revoke', invitation: number },
    when: 'the number leads to an operator',
    refused: [
      because('it names none', { id, type: 'invitation.revoke' }),
      {
        because: 'it is none of theirs',
        value: { id, type: 'invitation.revoke', invitation: foreign },
        status: 404,
        code: 'gone',
      },
    ],
  },
}
