import type { Form } from '../../src/protocol/form.js'
import { simpleParser } from 'mailparser'
import { createSmtpMailer } from '../../demo/server/mail/smtp-mailer.js'
import { demoWidgets } from '../../demo/server/widgets.js'
import { createMovableClock } from '../support/movable-clock.js'
import { openPostOffice, type PostOffice } from '../support/post-office.js'
import { expect } from './fixtures.js'
import { askingOn } from './models/asking.js'
import { seriousFaults } from './rig/axe.js'
import { createTimedBackend } from './rig/timed-backend.js'
import { test as timed } from './timed-fixtures.js'

const entryForm: Form = {
  id: 'entry',
  fields: [
    { name: 'email', type: 'email', label: 'E-mail', required: true },
    { name: 'tellByEmail', type: 'consent', label: 'Tell me of answers by e-mail', version: '1' },
  ],
}

const test = timed.extend<{ office: PostOffice }>({
  office: async ({}, use) => {
    const office = await openPostOffice()
    await use(office)
    await office.close()
  },
  timed: async ({ office }, use) => {
    const widgets = { main: { ...demoWidgets.main!, title: 'Shop', entryForm } }
    const mailer = createSmtpMailer({ url: office.url, to: 'help@shop.example' })
    const backend = await createTimedBackend(createMovableClock(), { widgets, mailer })
    await use(backend)
    await backend.dispose()
  },
})
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('who has left and agreed is told of an answer by e-mail, finds it by the way back, and stops such mails by a press', async ({
  timed,
  office,
  host,
  visitor,
  anna,
  somebody,
}) => {
  const asking = askingOn(host.page)
  await host.visit('plain')
  await visitor.push.click()
  await asking.field('E-mail').fill('jana@mail.example')
  await asking.box('Tell me of answers by e-mail').check()
  await visitor.panel.getByRole('button', { name: 'Start chat' }).click()
  await anna.accept('Visitor 1')
  await expect(anna.page.getByText(/^not verified, agreed at/)).toBeVisible()

  const left = async () => {
    await host.page.goto('about:blank')
    await expect
      .poll(async () => {
        timed.pass(6_000)
        return anna.log.innerText()
      })
      .toContain('They are told of it by e-mail, if they are not back in a few minutes.')
  }
  await left()
  await anna.say('We found it')
  await anna.say('It is at the depot')
  await expect
    .poll(() => {
      timed.pass(40_000)
      return office.mails.length
    })
    .toBe(1)
  await expect(anna.page.getByText(/^not verified, told at/)).toBeVisible()
  const { text = '', subject } = await simpleParser(office.mails[0]!.raw)
  expect(subject).toBe('An answer for you: Shop')
  expect(text).toContain('Anna has answered you at Shop.')
  expect(text).not.toContain('depot')

  await host.visit('plain')
  await expect(visitor.push).toHaveAccessibleName('Chat, 2 unread messages')
  await visitor.open()
  await expect(visitor.message('It is at the depot')).toBeVisible()
  await expect(anna.log.getByText(/^Read/).last()).toBeVisible()

  const mail = await somebody()
  await mail.goto(/http:\S+\/stop\/en\/\w+/.exec(text)?.[0] ?? '')
  expect(await seriousFaults(mail)).toEqual([])
  await mail.getByRole('button', { name: 'Stop these e-mails' }).click()
  await expect(mail.getByText('No more e-mails about answers go to this address.')).toBeVisible()
  await expect(anna.page.getByText(/^not verified, stopped by them at/)).toBeVisible()
  await host.page.goto('about:blank')
  await anna.say('Anything else?')
  for (let n = 0; n < 100; n++) timed.pass(60_000)
  await expect(anna.log.getByText('Visitor 1 was away too long')).toBeVisible()
  expect(office.mails).toHaveLength(1)
})
