import { simpleParser } from 'mailparser'
import { createSmtpMailer } from '../../demo/server/mail/smtp-mailer.js'
import { createMovableClock } from '../support/movable-clock.js'
import { openPostOffice, type PostOffice } from '../support/post-office.js'
import { expect, test as base, type Widget } from './fixtures.js'
import { letterOn } from './models/letter.js'
import { createTimedBackend, type TimedBackend } from './rig/timed-backend.js'

/* A site that is always closed, and a real mail server beside it. */
const TO = 'help@shop.example'
const CLOSED = { desk: { hours: { zone: 'Europe/Prague', week: {} } } }

const test = base.extend<{ office: PostOffice; timed: TimedBackend }>({
  office: async ({}, use) => {
    const office = await openPostOffice()
    await use(office)
    await office.close()
  },
  timed: async ({ office }, use) => {
    const mailer = createSmtpMailer({ url: office.url, to: TO })
    const timed = await createTimedBackend(createMovableClock(), { groups: CLOSED, mailer })
    await use(timed)
    await timed.dispose()
  },
  backend: async ({ timed }, use) => use(timed),
})

const leave = async ({ page, push }: Widget) => {
  const letter = letterOn(page)
  await push.click()
  await letter.fill({ Name: 'Jana', 'E-mail': 'jana@mail.example', 'Your message': 'Do you deliver to Slovakia?' })
  await letter.send()
  await expect(letter.told).toContainText('Thank you')
}

test('what is left goes to the mailbox once, however long the mail server is down or busy', async ({
  host,
  visitor,
  anna,
  office,
  timed,
}) => {
  await office.close()
  await host.visit('plain')
  await leave(visitor)
  const letter = anna.letters.getByRole('listitem')
  await expect(letter).toContainText('not mailed yet')
  await letter.getByRole('button', { name: /^Jana/ }).click()
  await expect(letter).toContainText('The mail server did not take it (ESOCKET).')

  office.set({ to: 451 })
  await office.open()
  timed.pass(5_000)
  await expect(letter).toContainText('The mail server did not take it (451).')
  office.set({})
  timed.pass(15_000)
  await expect(letter.getByText(/^Mailed /)).toBeVisible()
  timed.pass(3_600_000)
  expect(office.mails.map(({ to }) => to)).toEqual([[TO]])
  const { replyTo, text } = await simpleParser(office.mails[0]?.raw ?? '')
  expect(replyTo?.text).toContain('jana@mail.example')
  expect(text).toContain('Do you deliver to Slovakia?')
})

test('what the mail server refuses for good stays at the desk, which says so, and the visitor has lost nothing', async ({
  host,
  visitor,
  anna,
  office,
  timed,
}) => {
  office.set({ to: 550 })
  await host.visit('plain')
  await leave(visitor)
  const letter = anna.letters.getByRole('listitem')
  await letter.getByRole('button', { name: /^Jana/ }).click()
  await expect(letter.getByText(/^The mail server refused it .* \(550\)\. It is only here\.$/)).toBeVisible()
  await expect(letter).toContainText('Do you deliver to Slovakia?')
  timed.pass(3_600_000)
  expect(office.mails).toEqual([])

  office.set({})
  await letter.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => office.mails.length).toBe(1)
  await expect(letter.getByRole('button', { name: 'Try again' })).toHaveCount(0)
})
