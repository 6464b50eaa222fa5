import { simpleParser } from 'mailparser'
import { openPostOffice, type PostOffice } from '../support/post-office.js'
import { expect, test as base, type Desk, type Host, type Widget } from './fixtures.js'
import { askingOn, type Asking } from './models/asking.js'
import { seriousFaults } from './rig/axe.js'

const test = base.extend<{ asking: Asking; office: PostOffice }>({
  asking: async ({ page }, use) => use(askingOn(page)),
  office: async ({}, use) => {
    const office = await openPostOffice()
    await use(office)
    await office.close()
  },
  env: async ({ office }, use) => use({ SMTP_URL: office.url, ZVONEK_MAIL_TO: 'help@shop.example' }),
})
test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** From the first word to the last. */
const talk = async (host: Host, visitor: Widget, anna: Desk) => {
  await host.visit('asking')
  await expect(visitor.push).toBeVisible()
  await host.tell(z => z.enter('webchat', { skipForm: true }))
  await visitor.push.click()
  await anna.accept('Visitor 1')
  await visitor.say('Is my lamp ready?')
  await anna.say('It is. Žluťoučký kůň!')
  await expect(visitor.message('It is. Žluťoučký kůň!')).toBeVisible()
}

test('who was helped says how it was, and has the conversation by mail', async ({
  host,
  visitor,
  asking,
  anna,
  office,
}) => {
  await talk(host, visitor, anna)
  await anna.button('End').click()
  await expect(asking.after).toBeVisible()
  await expect(visitor.panel.getByRole('group', { name: 'How was it?' })).toBeVisible()
  expect(await seriousFaults(host.page), 'the question').toEqual([])
  await asking.after.getByRole('button', { name: 'Send feedback' }).click()
  await expect(asking.choice('1')).toBeFocused()
  await expect(asking.after.getByText('Please choose one.')).toBeVisible()
  await host.page.keyboard.press('ArrowRight')
  await host.page.keyboard.press('ArrowRight')
  await host.page.keyboard.press('ArrowRight')
  await expect(asking.choice('4')).toBeChecked()
  await asking.field('Comment').fill('She knew at once')
  await asking.box('Send me the conversation by e-mail').check()
  await asking.field('E-mail').fill('jana@mail.example')
  expect(await seriousFaults(host.page), 'filled in').toEqual([])
  await asking.after.getByRole('button', { name: 'Send feedback' }).click()
  await expect(asking.told).toContainText('Thank you')
  await expect(asking.told).toContainText('The conversation is on its way to jana@mail.example.')
  expect(await seriousFaults(host.page), 'the thanks').toEqual([])

  const rated = anna.page.getByRole('region', { name: 'Feedback' })
  await expect(rated).toContainText('4 of 5')
  await expect(rated).toContainText('She knew at once')
  await expect(rated).toContainText(/The conversation was mailed to jana@mail\.example at /)
  expect(await seriousFaults(anna.page), 'the desk').toEqual([])
  expect(office.mails.map(({ to }) => to)).toEqual([['jana@mail.example']])
  const mail = await simpleParser(office.mails[0]!.raw)
  expect(mail.subject).toBe('Your conversation: Zvonek')
  expect(mail.text).toMatch(/You: Is my lamp ready\?\n.*Anna: It is\. Žluťoučký kůň!/)

  await host.page.reload()
  await visitor.push.click()
  await expect(asking.before).toBeVisible()
  await expect(asking.after).toHaveCount(0)
})

test('with the network cut it waits, and arrives once when it is back', async ({ host, visitor, asking, anna }) => {
  await talk(host, visitor, anna)
  await visitor.button('End conversation').click()
  await asking.choice('5').check({ force: true })
  await host.page.context().setOffline(true)
  await asking.after.getByRole('button', { name: 'Send feedback' }).click()
  await expect(asking.told).toBeVisible()
  await host.page.context().setOffline(false)
  await expect(anna.page.getByRole('region', { name: 'Feedback' })).toContainText('5 of 5')
  await expect(asking.told).toContainText('Anna will be glad to read it.')
  await visitor.button('Write again').click()
  await expect(asking.before).toBeVisible()
})

test('it may be passed over, and what was said can be read', async ({ host, visitor, asking, anna }) => {
  await talk(host, visitor, anna)
  await anna.button('End').click()
  await asking.after.getByRole('button', { name: 'Conversation' }).click()
  await expect(visitor.message('Is my lamp ready?')).toBeVisible()
  await visitor.fold()
  await visitor.push.click()
  await asking.after.getByRole('button', { name: 'Write again' }).click()
  await visitor.button('Close').click()
  await visitor.push.click()
  await expect(asking.before).toBeVisible()
})
