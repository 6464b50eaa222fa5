import { expect, test } from './fixtures.js'
import { callerOn } from './models/callback.js'
import { callbackOn, readNumber } from './models/invitation.js'
import { letterOn } from './models/letter.js'

/* Each way in, wherever the backend runs. */

test('a number that is typed rings at the desk, and who dials it is in the chat @both', async ({
  host,
  visitor,
  page,
  anna,
}) => {
  const caller = callerOn(page)
  await host.visit('plain')
  await caller.ask('+420601234567')
  await expect(caller.heading('Keep your phone near')).toBeVisible()
  const row = anna.callbacks.getByRole('listitem')
  await expect(row.getByRole('link', { name: 'Call +420601234567' })).toHaveAttribute('href', 'tel:+420601234567')
  await row.getByRole('button', { name: 'Accept', exact: true }).click()
  await anna.say('I am dialling your number.')
  await expect(visitor.message('I am dialling your number.')).toBeVisible()
  await row.getByRole('button', { name: 'Answered', exact: true }).click()
  await expect(row.getByRole('group')).toHaveCount(0)
  await expect(row).toContainText('Answered')
})

test('a half hour is chosen, and taken back @both', async ({ host, page, anna }) => {
  const caller = callerOn(page)
  await host.visit('plain')
  await caller.open()
  await caller.number.fill('+420601234567')
  await caller.later()
  await caller.panel.getByRole('radiogroup', { name: 'Time', exact: true }).getByText(/\d/).last().click()
  await caller.panel.getByRole('button', { name: /^Call me .* at / }).click()
  await expect(caller.heading('We will ring you')).toBeVisible()
  await expect(anna.callbacks.getByRole('listitem')).toContainText('It rings here at its time.')
  await caller.button('Cancel').click()
  await expect(anna.callbacks.getByRole('listitem')).toHaveCount(0)
})

test('the number of an invitation leads to who made it, once @both', async ({ host, visitor, page, anna }) => {
  await anna.button('New invitation').click()
  const code = await readNumber(anna)
  await anna.page.keyboard.press('Escape')
  await host.visit('plain')
  const { knock, open, field, connect, alert } = callbackOn(page)
  await knock(code)
  await anna.accept('Visitor 1')
  await anna.say('Good evening')
  await expect(visitor.message('Good evening')).toBeVisible()
  await anna.button('End').click()
  await visitor.button('Close').click()
  await open()
  await field.fill(code)
  await connect.click()
  await expect(alert).toContainText('This number has been used.')
})

test('a message is left while everybody is away, and is answered for at the desk @both', async ({
  host,
  visitor,
  page,
  anna,
  sit,
}) => {
  const letter = letterOn(page)
  for (const desk of [anna, await sit('boris')]) {
    const available = desk.page.getByRole('switch', { name: 'Available' })
    await expect(available).toBeChecked()
    await available.click()
  }
  await host.visit('plain')
  await visitor.push.click()
  await letter.fill({ Name: 'Jana', 'E-mail': 'jana@mail.example', 'Your message': 'Do you have bulbs?' })
  await letter.send()
  await expect(letter.told).toContainText('Thank you')
  await anna.letters.getByRole('button', { name: /^Jana/ }).click()
  await expect(anna.letters).toContainText('Do you have bulbs?')
})
