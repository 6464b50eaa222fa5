import { expect, test, type Desk, type Host, type Widget } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'
import { test as timed } from './timed-fixtures.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })
timed.use({ contextOptions: { reducedMotion: 'reduce' } })

/** Somebody looks around, and has said that their page may be seen. */
const lookAround = async (host: Host) => {
  await host.visit('plain')
  await host.tell(z => z.sharePage(true))
}
const guestsOf = (desk: Desk) => desk.page.getByRole('list', { name: 'On the site', exact: true })
const guest = (desk: Desk, name: string) => guestsOf(desk).getByRole('listitem').filter({ hasText: name })
const offerTo = async (desk: Desk, name: string, words: string) => {
  await guest(desk, name)
    .getByRole('button', { name: `Offer a chat to ${name}` })
    .click()
  await guest(desk, name).getByRole('textbox').fill(words)
  await guest(desk, name).getByRole('button', { name: 'Offer', exact: true }).click()
  await expect(guest(desk, name)).toContainText(`“${words}”`)
}
const bubbleOf = ({ page }: Pick<Widget, 'page'>) => page.getByRole('group', { name: 'Anna', exact: true })

test('somebody on the site is offered a chat, accepts by keyboard, and talks to that operator at once', async ({
  host,
  visitor,
  anna,
  sit,
}) => {
  const boris = await sit('boris')
  await host.visit('plain')
  await expect(anna.page.getByRole('heading', { name: /^On the site/ })).toContainText('nobody')
  await host.tell(z => z.sharePage(true))
  await expect(guest(anna, 'Visitor 1')).toContainText('Plain page')
  expect(await seriousFaults(anna.page)).toEqual([])
  await offerTo(anna, 'Visitor 1', 'Shall I show you the moon lamp?')
  await expect(guest(boris, 'Visitor 1')).toContainText('Anna has offered a chat')

  const bubble = bubbleOf(visitor)
  await expect(bubble).toContainText('Shall I show you the moon lamp?')
  await expect(bubble.locator('[aria-live]')).toHaveText('Anna: Shall I show you the moon lamp?')
  expect(await seriousFaults(host.page)).toEqual([])
  await bubble.getByRole('button', { name: 'Start chat' }).focus()
  await host.page.keyboard.press('Enter')
  await expect(visitor.log).toContainText('Shall I show you the moon lamp?')
  await expect(bubble).toBeHidden()
  await expect(anna.message('Shall I show you the moon lamp?')).toBeVisible()
  await visitor.say('Yes, please')
  await expect(anna.message('Yes, please')).toBeVisible()
  await expect(guestsOf(anna)).toBeHidden()
  await expect(boris.waiting).toBeHidden()
})

test('a no is told to the operator, and nobody asks again in this visit', async ({ host, visitor, anna, sit }) => {
  await lookAround(host)
  await offerTo(anna, 'Visitor 1', 'Can I help you?')
  await bubbleOf(visitor).getByRole('button', { name: 'Not now' }).click()
  await expect(bubbleOf(visitor)).toBeHidden()
  await expect(anna.page.getByText('Visitor 1 does not want to chat now.')).toBeVisible()
  const boris = await sit('boris')
  for (const desk of [anna, boris]) {
    await expect(guest(desk, 'Visitor 1')).toContainText('Does not want to chat in this visit.')
    await expect(guest(desk, 'Visitor 1').getByRole('button', { name: /^Offer/ })).toBeHidden()
  }
})

timed(
  'an offer that nobody answers is over after its time, its operator reads so, and may offer again',
  async ({ host, visitor, anna, sit, timed: server }) => {
    await lookAround(host)
    await offerTo(anna, 'Visitor 1', 'Can I help you?')
    await expect(bubbleOf(visitor)).toBeVisible()
    server.pass(11 * 60_000)
    await expect(bubbleOf(visitor)).toBeHidden()
    await expect(anna.page.getByText('Visitor 1 has not answered your offer.')).toBeVisible()
    await expect(guest(anna, 'Visitor 1')).toContainText('Has not answered your offer.')
    const boris = await sit('boris')
    await expect(guest(boris, 'Visitor 1').getByRole('button', { name: /^Offer/ })).toBeVisible()
    await expect(guest(boris, 'Visitor 1')).not.toContainText('Has not answered')
    await offerTo(anna, 'Visitor 1', 'I am still here.')
    await expect(guest(anna, 'Visitor 1')).not.toContainText('Has not answered')
    await expect(bubbleOf(visitor)).toContainText('I am still here.')
  },
)

test('an offer outlives a reload, stands in both tabs, and one answer counts for both', async ({
  host,
  visitor,
  anna,
  page,
  site,
}) => {
  await lookAround(host)
  await offerTo(anna, 'Visitor 1', 'Can I help you?')
  await expect(bubbleOf(visitor)).toBeVisible()
  await page.reload()
  await expect(bubbleOf(visitor)).toContainText('Can I help you?')
  const other = await page.context().newPage()
  await other.goto(site.page('plain'))
  const second = other.getByRole('group', { name: 'Anna', exact: true })
  await expect(second).toContainText('Can I help you?')
  await second.getByRole('button', { name: 'Start chat' }).click()
  await expect(other.getByRole('log', { name: 'Conversation' })).toContainText('Can I help you?')
  await expect(bubbleOf(visitor)).toBeHidden()
  await expect(anna.conversations.getByRole('listitem')).toHaveCount(1)
})

test('an offer that is taken back goes away, and with it what this browser kept of it', async ({
  host,
  visitor,
  anna,
}) => {
  await lookAround(host)
  await offerTo(anna, 'Visitor 1', 'Can I help you?')
  await expect(bubbleOf(visitor)).toBeVisible()
  expect((await host.stored()).some(key => key.endsWith(':running'))).toBe(true)
  await guest(anna, 'Visitor 1').getByRole('button', { name: 'Take back' }).click()
  await expect(bubbleOf(visitor)).toBeHidden()
  await expect(guest(anna, 'Visitor 1').getByRole('button', { name: /^Offer a chat/ })).toBeVisible()
  await expect.poll(async () => (await host.stored()).some(key => key.endsWith(':running'))).toBe(false)
})

test('who has not acted is nobody at the desk, and who acts otherwise ends the offer', async ({
  host,
  visitor,
  anna,
}) => {
  await host.visit('plain')
  await expect(anna.page.getByRole('heading', { name: /^On the site/ })).toContainText('nobody')
  expect(host.requests().filter(url => url.includes('/v1/'))).toEqual([])
  await host.tell(z => z.sharePage(true))
  await offerTo(anna, 'Visitor 1', 'Can I help you?')
  await expect(bubbleOf(visitor)).toBeVisible()
  await visitor.open()
  await visitor.say('I ask by myself')
  await expect(anna.client('Visitor 1')).toContainText('I ask by myself')
  await expect(guestsOf(anna)).toBeHidden()
})

test('an offer stands at the foot of a panel that is open, covers nothing of it, and goes back beside the launcher', async ({
  host,
  visitor,
  anna,
}) => {
  await lookAround(host)
  await visitor.open()
  await offerTo(anna, 'Visitor 1', 'Can I help you?')
  const bubble = bubbleOf(visitor)
  await expect(visitor.panel.getByRole('group', { name: 'Anna', exact: true })).toContainText('Can I help you?')
  await expect(visitor.field).toBeFocused()
  expect(await seriousFaults(host.page)).toEqual([])
  const [field, offer, panel] = await Promise.all([visitor.field, bubble, visitor.panel].map(one => one.boundingBox()))
  expect(offer!.y).toBeGreaterThanOrEqual(field!.y + field!.height)
  expect(offer!.y + offer!.height).toBeLessThanOrEqual(panel!.y + panel!.height)

  await visitor.fold()
  await expect(bubble).toBeVisible()
  await visitor.open()
  await bubble.getByRole('button', { name: 'Start chat' }).click()
  await expect(visitor.log).toContainText('Can I help you?')
  await expect(bubble).toBeHidden()
})

test('Escape in an offer at the foot of a panel declines it, and leaves the panel open', async ({
  host,
  visitor,
  anna,
}) => {
  await lookAround(host)
  await visitor.open()
  await offerTo(anna, 'Visitor 1', 'Can I help you?')
  await bubbleOf(visitor).getByRole('button', { name: 'Not now' }).press('Escape')
  await expect(bubbleOf(visitor)).toBeHidden()
  await expect(visitor.field).toBeVisible()
  await expect(guest(anna, 'Visitor 1')).toContainText('Does not want to chat in this visit.')
})

test('a yes of which only the answer is lost opens the chat all the same', async ({ host, visitor, anna }) => {
  await lookAround(host)
  await offerTo(anna, 'Visitor 1', 'Can I help you?')
  let lost = 0
  await host.page.route('**/v1/commands', async route => {
    if (!route.request().postData()?.includes('offer.answer')) return route.continue()
    lost++
    await route.fetch()
    await route.abort()
  })
  await bubbleOf(visitor).getByRole('button', { name: 'Start chat' }).click()
  await expect(visitor.log).toContainText('Can I help you?')
  expect(lost).toBe(1)
})

test('an offer whose file does not come is told to the page, and shown once the line is back', async ({
  host,
  backend,
  visitor,
  anna,
}) => {
  await host.page.route('**/c/offer-*.js*', route => route.abort())
  await lookAround(host)
  await host.tell(z => {
    z.on('error', ({ code }) => Reflect.set(window, 'failed', code))
  })
  await offerTo(anna, 'Visitor 1', 'Can I help you?')
  await expect.poll(() => host.page.evaluate(() => Reflect.get(window, 'failed') as unknown)).toBe('load')
  await expect(bubbleOf(visitor)).toBeHidden()
  await host.page.unroute('**/c/offer-*.js*')
  await backend.kill()
  await backend.start()
  await expect(bubbleOf(visitor)).toContainText('Can I help you?')
  expect(host.console.filter(line => line.startsWith('uncaught'))).toEqual([])
})

test('where the site demands consent, nobody is offered anything before it is given, and nothing stands after it is taken back', async ({
  host,
  visitor,
  anna,
}) => {
  host.site.change('plain', html => html.replace('?widget=main', '?widget=main&amp;consent=true'))
  await host.visit('plain')
  await host.tell(z => {
    z.on('consent', () => Reflect.set(window, 'asked', true))
    void z.sharePage(true)
  })
  await expect.poll(() => host.page.evaluate(() => Reflect.get(window, 'asked') as unknown)).toBe(true)
  expect(host.requests().filter(url => url.includes('/v1/'))).toEqual([])
  expect(await host.stored()).toEqual([])
  await expect(anna.page.getByRole('heading', { name: /^On the site/ })).toContainText('nobody')

  // Without the demand the same words make a guest: what is looked at would be seen.
  await host.tell(z => z.consent(true))
  await offerTo(anna, 'Visitor 1', 'Can I help you?')
  await expect(bubbleOf(visitor)).toBeVisible()
  await host.tell(z => z.consent(false))
  await expect(bubbleOf(visitor)).toBeHidden()
  expect(await host.stored()).toEqual([])

  // The next page knows of nothing, and asks again.
  const before = host.requests().filter(url => url.includes('/v1/')).length
  await host.page.reload()
  await expect(visitor.push).toBeVisible()
  await host.tell(z => z.setParams({}))
  await expect(bubbleOf(visitor)).toBeHidden()
  expect(host.requests().filter(url => url.includes('/v1/'))).toHaveLength(before)
})
