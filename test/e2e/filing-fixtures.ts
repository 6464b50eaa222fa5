import { simpleParser } from 'mailparser'
import type { Form } from '../../src/protocol/form.js'
import { createSmtpMailer } from '../../demo/server/mail/smtp-mailer.js'
import { demoWidgets } from '../../demo/server/widgets.js'
import { createMovableClock } from '../support/movable-clock.js'
import { openPostOffice, type PostOffice } from '../support/post-office.js'
import { expect, test as base } from './fixtures.js'
import { createTimedBackend, type TimedBackend } from './rig/timed-backend.js'

/* A site whose forms ask for files, with a real mail server beside it. Where there is an offline form, nobody is there. */
const TO = 'help@shop.example'
const CLOSED = { desk: { hours: { zone: 'Europe/Prague', week: {} } } }

interface Parts {
  form: Partial<Record<'offlineForm' | 'entryForm', Form>>
  office: PostOffice
  timed: TimedBackend
}
export const test = base.extend<Parts>({
  form: [{}, { option: true }],
  office: async ({}, use) => {
    const office = await openPostOffice()
    await use(office)
    await office.close()
  },
  timed: async ({ office, form }, use) => {
    const timed = await createTimedBackend(createMovableClock(), {
      ...(form.offlineForm && { groups: CLOSED }),
      widgets: { ...demoWidgets, main: { ...demoWidgets.main!, ...form } },
      mailer: createSmtpMailer({ url: office.url, to: TO }),
    })
    await use(timed)
    await timed.dispose()
  },
  backend: async ({ timed }, use) => use(timed),
})

/** The one mail that came. */
export const arrived = async ({ mails }: PostOffice) => {
  await expect.poll(() => mails.length, { timeout: 20_000 }).toBe(1)
  return simpleParser(mails[0]?.raw ?? '')
}
