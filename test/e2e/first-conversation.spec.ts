import { expect, test, type Desk, type Widget } from './fixtures.js'
import { widgetOn } from './models/widget.js'

/** Three messages each way, and both see each other write. */
const talk = async (visitor: Widget, operator: Desk) => {
  await expect(visitor.panel.getByText('Anna is here').first()).toBeVisible()

  await visitor.field.pressSequentially('One more')
  await expect(operator.page.getByRole('status').filter({ hasText: 'is writing…' })).toBeVisible()
  await visitor.button('Send').click()
  await expect(operator.message('One more')).toBeVisible()

  await operator.field.pressSequentially('Of course')
  await expect(visitor.panel.getByText('is writing…', { exact: true })).toBeVisible()
  await operator.button('Send').click()
  await expect(visitor.message('Of course')).toBeVisible()
  await expect(visitor.panel.getByText('is writing…', { exact: true })).toHaveCount(0)

  for (const turn of ['second', 'third']) {
    await visitor.say(`The visitor’s ${turn}`)
    await expect(operator.message(`The visitor’s ${turn}`)).toBeVisible()
    await operator.say(`Anna’s ${turn}`)
    await expect(visitor.message(`Anna’s ${turn}`)).toBeVisible()
  }
  await expect(visitor.panel.getByText('Read', { exact: true }).last()).toBeVisible()
}

test('a visitor presses Chat, an operator accepts, and they talk @both', async ({ page, backend, visitor, anna }) => {
  await page.goto(backend.qa)
  await visitor.open()
  await expect(visitor.panel.getByRole('heading', { name: 'How can we help?' })).toBeVisible()
  await visitor.say('Good evening')
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  await expect(visitor.panel.getByText('You are number 1.').first()).toBeVisible()

  const client = anna.client('Visitor 1')
  await expect(client.getByRole('img', { name: 'WebChat', exact: true })).toBeVisible()
  await expect(client).toContainText('Good evening')
  await expect(client).toContainText(/English · Chrom\w+ \d+ · Linux\b.* · main/)
  await expect(client.getByRole('time')).toHaveText(/^\d+:\d\d$/)
  await expect(anna.page).toHaveTitle('(1) Zvonek – waiting')

  await client.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(anna.preview).toContainText('Good evening')
  await expect(anna.preview).toContainText('Chat, widget main')
  await expect(anna.preview).toContainText('English')
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()

  await anna.accept('Visitor 1')
  await expect(anna.message('Good evening')).toBeVisible()
  await talk(visitor, anna)
})

test('a page of another origin with only the script tag works the same', async ({ host, visitor, anna, meet }) => {
  await meet('Good evening')
  await talk(visitor, anna)
  expect(host.console).toEqual([])
})

test('the conversation stands after a reload, and what came meanwhile is unread @both', async ({
  host,
  visitor,
  anna,
  meet,
}) => {
  await meet('Good evening')
  await anna.say('Good evening to you')
  await expect(visitor.message('Good evening to you')).toBeVisible()

  await visitor.fold()
  await anna.say('Are you there?')
  await expect(visitor.push).toHaveAccessibleName('Chat, 1 unread message')
  await host.page.goto('about:blank')
  await anna.say('I shall wait')
  await host.visit('plain')
  await expect(visitor.push).toHaveAccessibleName('Chat, 2 unread messages')

  await visitor.open()
  const words = /Good evening to you|Good evening|Are you there\?|I shall wait/
  await expect
    .poll(() => visitor.shown(words))
    .toEqual(['Good evening', 'Good evening to you', 'Are you there?', 'I shall wait'])
  await expect(visitor.log.getByText('New', { exact: true })).toBeVisible()
  await visitor.fold()
  await expect(visitor.push).toHaveAccessibleName('Chat')

  await host.page.reload()
  await expect(visitor.push).toHaveAccessibleName('Chat')
  await visitor.open()
  await visitor.say('I am back')
  await expect(anna.message('I am back')).toBeVisible()
})

test('after the end the visitor writes again, and rings again @both', async ({ visitor, anna, meet }) => {
  await meet('Good evening')
  await anna.field.pressSequentially('Well')
  await expect(visitor.panel.getByText('is writing…', { exact: true })).toBeVisible()
  await anna.button('End').click()
  await expect(anna.log).toContainText(/Conversation ended \d/)
  await expect(visitor.log).toContainText(/Conversation ended \d/)

  await visitor.button('Write again').click()
  await expect(visitor.field).toBeFocused()
  await visitor.say('One more thing')
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  await anna.client('Visitor 1').getByRole('button', { name: 'Preview' }).click()
  await expect(anna.preview).toContainText('Second visit')
  await anna.accept('Visitor 1')
  await expect(anna.message('One more thing')).toBeVisible()
  await expect(anna.message('Good evening')).toHaveCount(0)

  await visitor.button('End conversation').click()
  await expect(anna.log).toContainText(/Visitor 1 left the conversation/)
})

test('a visitor leaves the queue, and nobody rings any more @both', async ({ host, visitor, anna }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await expect(anna.client('Visitor 1')).toBeVisible()
  await visitor.button('Leave the queue').click()
  await expect(anna.client('Visitor 1')).toHaveCount(0)
  await expect(visitor.message('Good evening')).toBeVisible()
})

test('an operator holds several conversations side by side @both', async ({ host, visitor, somebody, anna }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('I am the first')
  const second = widgetOn(await somebody())
  await second.page.goto(host.site.page('plain'))
  await second.open()
  await second.say('I am the second')
  await expect(second.panel.getByText('You are number 2.').first()).toBeVisible()

  await anna.accept('Visitor 1')
  await expect(second.panel.getByText('You are number 1.').first()).toBeVisible()
  await anna.say('Hello, first')
  await anna.accept('Visitor 2')
  await anna.say('Hello, second')
  await expect(visitor.message('Hello, first')).toBeVisible()
  await expect(second.message('Hello, second')).toBeVisible()
  await expect(second.message('Hello, first')).toHaveCount(0)

  await visitor.say('Still here')
  const first = anna.conversations.getByRole('button', { name: 'Visitor 1' })
  await expect(first).toHaveAccessibleName(/1 unread/)
  await expect(anna.message('Still here')).toHaveCount(0)
  await anna.turnTo('Visitor 1')
  await expect(anna.message('Still here')).toBeVisible()
  await expect(anna.message('I am the second')).toHaveCount(0)
  await expect(first).not.toHaveAccessibleName(/unread/)
})

test('two operators see one queue, and who is too late is told who was first', async ({ host, visitor, anna, sit }) => {
  const boris = await sit('boris')
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await expect(anna.client('Visitor 1')).toBeVisible()

  // Boris presses while Anna's word is already on its way.
  let go = () => {}
  const held = new Promise<void>(resolve => (go = resolve))
  await boris.page.route('**/v1/desk/commands', async route => {
    await held
    await route.continue()
  })
  await boris.client('Visitor 1').getByRole('button', { name: 'Accept' }).click()
  await anna.accept('Visitor 1')
  await expect(boris.client('Visitor 1')).toHaveCount(0)
  go()
  await expect(boris.page.getByText('Anna has already accepted Visitor 1.')).toBeVisible()
  await expect(boris.conversations.getByRole('button')).toHaveCount(0)
  await expect(visitor.panel.getByText('Anna is here').first()).toBeVisible()
})

test('one browser seats two operators in two tabs', async ({ backend, somebody }) => {
  const anna = await somebody()
  await anna.goto(backend.desk('anna'))
  const boris = await anna.context().newPage()
  await boris.goto(backend.desk('boris'))
  await expect(boris.getByRole('img', { name: 'Boris' })).toBeVisible()
  await anna.reload()
  await expect(anna.getByRole('img', { name: 'Anna' })).toBeVisible()
  for (const page of [anna, boris]) expect(new URL(page.url()).hash).toBe('')
})

test('without a key the desk stays closed', async ({ backend, page }) => {
  await page.goto(`${backend.url}/desk/`)
  await page.getByLabel('Desk key').fill('guessed')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('This key or operator is not right')
  await expect(page.getByRole('list', { name: 'Conversations' })).toHaveCount(0)
})

test('while every operator is away, a message is taken; the chat is there as soon as one is back @both', async ({
  host,
  visitor,
  anna,
  sit,
}) => {
  const boris = await sit('boris')
  for (const desk of [anna, boris]) {
    const available = desk.page.getByRole('switch', { name: 'Available' })
    await expect(available).toBeChecked()
    await available.click()
    await expect(available).not.toBeChecked()
    await expect(desk.page.getByRole('heading', { name: 'You are away' })).toBeVisible()
  }
  await host.visit('plain')
  await visitor.push.click()
  const letter = visitor.panel.getByRole('form', { name: 'Leave a message' })
  await expect(letter).toContainText('Nobody is at the desk now')
  await anna.page.getByRole('switch', { name: 'Available' }).click()
  await expect(visitor.field).toBeFocused()
  await expect(letter).toHaveCount(0)
  await visitor.say('Good evening')
  await expect(anna.client('Visitor 1')).toContainText('Good evening')
})

test('Ctrl-C ends the server at once, with streams open', async ({ backend, host, visitor, anna }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await expect(anna.client('Visitor 1')).toBeVisible()
  expect(await backend.stop()).toBe(0)
})
