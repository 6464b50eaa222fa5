import type { Client } from '../../protocol/desk.js'
import type { PathItem } from './operations.js'
import { refused } from './refusals.js'
import { ID, object, optional, ref, said, TEXT, TIME } from './schema.js'

type Mail = NonNullable<Client['mail']>

/** What is known of a client who has agreed to be told of answers. */
export const mailFields = {
  mail: optional(
    said(
      object<Mail>({
        to: TEXT,
        version: said(TEXT, 'Of the wording they agreed to.'),
        at: TIME,
        stopped: optional(said(TIME, 'When they stopped it: no more goes out.')),
        latest: optional(
          said(
            object<NonNullable<Mail['latest']>>({ id: ID, at: TIME, by: TEXT, delivery: ref('Delivery') }),
            'The last mail: whose answer it told of, and how far it has come.',
          ),
        ),
      }),
      'Where answers are told by e-mail while they are away: they have agreed to it in a form.',
    ),
  ),
}

const content = { 'text/html; charset=utf-8': {} }
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: TEXT })
const link = { parameters: [inPath('lang'), inPath('token')], tags: ['site'], security: [{}] }

/** What a mail about an answer links to. */
export const stopPath: PathItem = {
  get: {
    operationId: 'askToStopMails',
    summary: 'A page that asks whether mails about answers are to stop. Opening it changes nothing.',
    ...link,
    responses: { '200': { description: 'A form that posts to the same address.', content } },
  },
  post: {
    operationId: 'stopMails',
    summary: 'Stops mails about answers to the address the link was mailed to.',
    description:
      'For the page’s button, and for mail programs by `List-Unsubscribe=One-Click` of RFC 8058: any body will do. A browser gets the refusal of a link that is none as a page too.',
    ...link,
    responses: {
      '200': { description: 'None go there any more; again is the same.', content },
      ...refused('gone', 'rate', 'crowded', 'closing'),
    },
  },
}
