import { expect, test, type ScriptedBackend } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'
import { topAtRest } from './rig/rest.js'
import { frame, html, json, OPERATOR, SESSION, spoken } from './rig/scripted-backend.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const LAST = 300
const words = (seq: number) => `Message ${seq} says a few words, so that it fills a line of its own`
const message = (seq: number) => spoken(seq, words(seq)).message
const messages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i))

/** A backend whose snapshot holds only the newest forty of its messages. */
const hold = (scripted: ScriptedBackend) => {
  scripted.onStream(response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const sessions = [{ ...SESSION, operators: [OPERATOR] }]
    const snapshot = {
      type: 'snapshot',
      cursor: `e.${LAST}`,
      sessions,
      messages: messages(LAST - 39, LAST),
      more: true,
    }
    for (const event of [scripted.hello, snapshot, { type: 'live', cursor: `e.${LAST}` }]) response.write(frame(event))
  })
  const asked: (number | undefined)[] = []
  scripted.onCommand((command, response) => {
    if (command.type !== 'history.get') return json(response, 200, {})
    asked.push(command.before)
    // The first time some proxy answers in its place.
    if (asked.length === 1) return html(response, 502)
    const to = (command.before ?? LAST) - 1
    json(response, 200, { messages: messages(Math.max(1, to - 49), to), more: to > 50 })
  })
  return asked
}

test('earlier messages come from the backend, by keyboard, and what is read stays where it is', async ({
  page,
  scripted,
  scriptedSite,
  visitor,
}) => {
  const asked = hold(scripted)
  await page.goto(scriptedSite.page('plain'))
  await visitor.open()
  await expect(visitor.message(words(LAST))).toBeVisible()

  await visitor.log.focus()
  await visitor.log.press('Home')
  const button = visitor.panel.getByRole('button', { name: /^Earlier messages/ })
  await expect(button).toHaveText('Earlier messages did not come. Try again')
  await expect(visitor.panel.locator('p[aria-live=polite]').filter({ hasText: 'did not come' })).toHaveCount(1)
  expect(await seriousFaults(page), 'did not come').toEqual([])

  await button.focus()
  const first = visitor.message(words(LAST - 39))
  const stood = await topAtRest(first)
  await button.press('Enter')
  await expect(visitor.message(words(LAST - 40))).toBeAttached()
  await expect(visitor.panel.locator('p[aria-live=polite]').filter({ hasText: 'are here' })).toHaveCount(1)
  expect(Math.abs((await topAtRest(first)) - stood)).toBeLessThan(50)
  await expect(visitor.log).toBeFocused()

  // Home after Home to the very first word; no place is asked for twice but the one that failed.
  await expect
    .poll(
      async () => {
        await visitor.log.press('Home')
        return visitor.message(words(1)).count()
      },
      { timeout: 20_000 },
    )
    .toBe(1)
  expect(asked).toEqual([261, 261, 211, 161, 111, 61, 11])
  await expect(button).toHaveCount(0)
  expect((await visitor.shown(/Message \d+ /)).map(text => Number(text.slice(8)))).toEqual(
    messages(1, LAST).map(({ seq }) => seq),
  )
})

test('what comes while the visitor reads above does not move it, on a phone that was turned either', async ({
  page,
  scripted,
  scriptedSite,
  visitor,
}) => {
  hold(scripted)
  await page.goto(scriptedSite.page('plain'))
  await visitor.open()
  await expect(visitor.message(words(LAST))).toBeVisible()
  await visitor.log.evaluate(log => (log.scrollTop = -700))
  const read = visitor.message(words(LAST - 12))
  await expect(read).toBeInViewport()
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 320, height: 560 })
  await expect(visitor.panel).toHaveCSS('inline-size', '320px')
  await page.setViewportSize(size)
  await expect(visitor.panel).not.toHaveCSS('inline-size', '320px')
  const stood = await topAtRest(read)
  for (const n of [1, 2, 3]) scripted.say({ ...spoken(LAST + n, words(LAST + n)) })
  await expect(visitor.button('3 new messages')).toBeVisible()
  scripted.say({ type: 'typing.changed', session: SESSION.id, operator: OPERATOR, on: true })
  await expect(visitor.panel.locator('.typing')).toBeAttached()
  expect(Math.abs((await topAtRest(read)) - stood)).toBeLessThan(2)
})
