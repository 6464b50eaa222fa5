import { expect } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'
import { test } from './timed-fixtures.js'

const MINUTE = 60_000

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const AWAY = /offline, left at \d/
const NOTE = /Visitor 1 is offline, left at \d.* What you write waits for their next visit\./

test('the desk says that the client has left, and when, until they are back', async ({
  timed,
  host,
  visitor,
  anna,
  meet,
}) => {
  await meet('Good evening')
  const header = anna.page.locator('main > header')
  const line = anna.conversations.getByRole('button', { name: 'Visitor 1' })
  await expect(header).toContainText('on /plain.html')

  // A reload is no leaving.
  await host.page.reload()
  await expect(visitor.push).toBeVisible()
  timed.pass(10_000)
  await anna.say('Are you there?')
  await expect(header).not.toContainText('offline')

  await host.page.goto('about:blank')
  await expect
    .poll(async () => {
      timed.pass(6_000)
      return header.innerText()
    })
    .toMatch(AWAY)
  await expect(line).toContainText('offline')
  await expect(anna.log.getByText(NOTE)).toBeVisible()
  expect(await seriousFaults(anna.page)).toEqual([])

  await host.visit('long')
  await expect(header).toContainText('on /long.html')
  await expect(line).not.toContainText('offline')
  await expect(anna.log.getByText(NOTE)).toHaveCount(0)
  await expect(anna.page.getByRole('status').filter({ hasText: 'Visitor 1 is here again' })).toHaveCount(1)
})

test('who is there stays true over a cut of the desk’s own line', async ({ timed, host, anna, meet }) => {
  await meet('Good evening')
  const header = anna.page.locator('main > header')
  // The next stream gets no answer, and there is no other until the operator asks for it.
  let isHeld = true
  await anna.page.route('**/v1/desk/stream', route => (isHeld ? undefined : route.continue()))
  await timed.kill()
  await expect(header).toContainText('not known without a connection')
  await anna.field.fill('Are you there?')
  await anna.button('Send').click()
  await expect(anna.log.getByText('Waiting for the connection')).toBeVisible()
  await expect(anna.page.getByText('1 thing waits to go out.')).toBeVisible()
  expect(await seriousFaults(anna.page)).toEqual([])

  // Meanwhile they go.
  await host.page.goto('about:blank')
  await timed.start()
  timed.pass(6_000)
  isHeld = false
  await anna.button('Try now').click()
  // The good news stands for four seconds: it is looked for first.
  await expect(anna.page.locator('.banner')).toHaveText('Connected again')
  await expect(header).toContainText(AWAY)
  await expect(anna.log.getByText(/^Sent/)).toBeVisible()
  await expect(anna.log.getByText(NOTE)).toBeVisible()
})

for (const [name, away] of [
  ['while the conversation still stands', MINUTE],
  ['also when it has ended over their absence', 31 * MINUTE],
] as const)
  test(`an answer to a client who has left waits as unread for their next visit, ${name}`, async ({
    timed,
    host,
    visitor,
    anna,
    meet,
  }) => {
    await meet('Good evening')
    await expect(visitor.panel.getByText('Anna is here').first()).toBeVisible()
    await host.page.goto('about:blank')
    const isOver = away > 30 * MINUTE
    await expect
      .poll(async () => {
        timed.pass(away / 4)
        return anna.log.innerText()
      })
      .toMatch(isOver ? /Visitor 1 was away too long\. What you write waits/ : NOTE)
    expect(await seriousFaults(anna.page)).toEqual([])
    await anna.say('We found it')

    // Nobody opens anything: the launcher alone says so, on this page and the next.
    for (const page of ['plain', 'long']) {
      await host.visit(page)
      await expect(visitor.push).toHaveAccessibleName('Chat, 1 unread message')
    }
    await visitor.open()
    await expect(visitor.log.getByText('New', { exact: true })).toBeVisible()
    await expect
      .poll(() => visitor.shown(/New|We found it|Good evening|Write again/))
      .toEqual(['Good evening', 'New', 'We found it', ...(isOver ? ['Write again'] : [])])
    await expect(anna.log.getByText(/^Read/)).toBeVisible()
    expect(await seriousFaults(host.page)).toEqual([])
    await visitor.fold()
    await expect(visitor.push).toHaveAccessibleName('Chat')

    await visitor.open()
    await visitor.say('Where was it?')
    if (isOver) await anna.accept('Visitor 1')
    await expect(anna.message('Where was it?')).toBeVisible()
  })

test('before an act nothing but our mark is read, and an answer that came after it waits for the press', async ({
  timed,
  host,
  visitor,
  anna,
  meet,
}) => {
  const mark = `local zvonek:${new URL(timed.url).host}:running`
  await meet('Good evening')
  await expect.poll(() => host.stored()).toContain(mark)
  await host.page.goto('about:blank')
  await expect
    .poll(async () => {
      timed.pass(8 * MINUTE)
      return anna.log.innerText()
    })
    .toContain('was away too long')
  // They look in once: all is said and read, so nothing goes on by itself any more.
  await host.visit('plain')
  await expect.poll(() => host.stored()).not.toContain(mark)
  await host.page.goto('about:blank')
  await anna.say('We found it')

  await host.visit('plain')
  await expect(visitor.push).toHaveAccessibleName('Chat')
  expect((await host.touched()).filter(one => !/running/.test(one))).toEqual([])
  await visitor.open()
  await expect(visitor.message('We found it')).toBeVisible()
})
