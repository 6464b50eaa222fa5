import { expect, test as base, type Host } from './fixtures.js'
import { giveRules, wordOn, type Word } from './models/rules.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'
import type { Handle } from '../../src/index.js'
import type { Action, Rules } from '../../src/protocol/rule.js'

const test = base.extend<{ word: Word }>({ word: async ({ page }, use) => use(wordOn(page)) })
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const hello: Action = { do: 'popUp', text: { en: 'Can we help?', cs: 'Můžeme pomoct?' } }
const visit = async (host: Host, rules: Rules, more = {}) => {
  giveRules(host.site, rules, more)
  await host.visit('rules')
}
/** The browser hides a page, or shows it again. */
const hide = (host: Host, isHidden: boolean) =>
  host.page.evaluate(hidden => {
    Object.defineProperty(Document.prototype, 'hidden', { configurable: true, get: () => hidden })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, isHidden)
const toBackend = (host: Host) => host.requests().filter(url => url.includes('/v1/'))

test('words by the launcher take no focus, connect nothing and store nothing; a press on them opens the chat', async ({
  host,
  visitor,
  word,
}) => {
  await visit(host, { list: [{ id: 'hello', then: [hello] }] })
  await expect(word.bubble).toContainText('Can we help?')
  expect(await host.page.evaluate(() => document.activeElement?.localName)).toBe('body')
  await expect(visitor.push).toBeVisible()
  expect(await seriousFaults(host.page)).toEqual([])
  expect(toBackend(host)).toEqual([])
  expect(await host.stored()).toEqual([])
  expect((await host.touched()).filter(touch => !/^getItem (zvonek:\S+:running)?$/.test(touch))).toEqual([])

  await word.button('Chat').click()
  await expect(visitor.field).toBeVisible()
  await expect(word.bubble).toHaveCount(0)
  await expect.poll(() => toBackend(host).length).toBeGreaterThan(0)
})

test('they go when they are closed, by keys as by hand, and the focus goes back to the button', async ({
  host,
  visitor,
  word,
}) => {
  await visit(host, { list: [{ id: 'hello', then: [hello] }] })
  await word.button('Close').focus()
  await host.page.keyboard.press('Escape')
  await expect(word.bubble).toHaveCount(0)
  await expect(visitor.push).toBeFocused()
})

test('time in view counts and time out of view does not, and until then nothing happens', async ({ host, word }) => {
  await host.page.clock.install()
  const list: Rules['list'] = [
    { id: 'late', when: [{ fact: 'timeOnPage', atLeast: 30 }], then: [hello] },
    { id: 'runs', when: [{ fact: 'param', name: 'told', exists: true }], then: [{ do: 'emit', name: 'runs' }] },
  ]
  await visit(host, { list })
  // Their file has come and looks, before any time is counted.
  await host.tell(z => {
    window.heard = []
    z.on('rule', ({ rule }) => window.heard.push(rule))
    return z.setParams({ told: 'yes' })
  })
  await expect.poll(() => host.page.evaluate(() => window.heard)).toEqual(['runs'])
  await host.page.clock.runFor(1_000)
  await hide(host, true)
  await host.page.clock.runFor('10:00')
  await expect(word.bubble).toHaveCount(0)
  await hide(host, false)
  await host.page.clock.runFor(20_000)
  await expect(word.bubble).toHaveCount(0)
  await host.page.clock.runFor(10_000)
  await expect(word.bubble).toBeVisible()
})

test('a mouse that turns to go is heard, and so is how far somebody has read', async ({ host, word }) => {
  const list: Rules['list'] = [
    { id: 'leaving', when: [{ fact: 'exitIntent' }], then: [{ do: 'emit', name: 'leaving' }] },
    { id: 'read', when: [{ fact: 'scroll', atLeast: 90 }], then: [hello] },
  ]
  await visit(host, { list }, { body: `<p>${'Bulbs and shades. '.repeat(2_000)}</p>` })
  await host.tell(z => {
    window.heard = []
    z.on('rule', ({ rule, name }) => window.heard.push(`${rule} ${name}`))
  })
  await expect.poll(() => host.requests().some(url => url.includes('/c/rules-'))).toBe(true)
  await host.page.mouse.move(300, 300)
  await host.page.mouse.move(300, 100)
  await expect
    .poll(async () => {
      await host.page.mouse.move(300, 200)
      await host.page.evaluate(() =>
        document.documentElement.dispatchEvent(new MouseEvent('mouseout', { bubbles: true, clientY: -1 })),
      )
      return host.page.evaluate(() => window.heard)
    })
    .toContain('leaving leaving')
  await expect(word.bubble).toHaveCount(0)
  await host.page.keyboard.press('End')
  await expect(word.bubble).toBeVisible()
})

test('whoever says yes to an invitation is in the queue, and nothing is asked before it', async ({
  host,
  visitor,
  word,
  anna,
}) => {
  const invite: Action = { do: 'invite', text: 'Shall we look for your order together?' }
  const note: Action = { do: 'queueMessage', text: 'Have your order number ready.' }
  await visit(host, { list: [{ id: 'order', then: [invite, note] }] }, { widget: 'service' })
  await word.button('Not now').click()
  await expect(word.bubble).toHaveCount(0)
  await host.page.reload()
  await word.button('Start chat').click()
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  await expect(visitor.panel.getByText('Have your order number ready.')).toBeVisible()
  await expect(host.page.getByRole('form', { name: 'Before we start' })).toHaveCount(0)
  await anna.accept('Visitor 1')
  await anna.say('Good evening')
  await expect(visitor.message('Good evening')).toBeVisible()
})

test('once a visit holds over reloads and tabs, where the visitor agrees to be remembered', async ({
  host,
  word,
  page,
}) => {
  const rules: Rules = {
    remember: true,
    list: [
      { id: 'hello', then: [hello], once: 'visit' },
      { id: 'each', then: [{ do: 'setParams', params: { page: 'seen' } }] },
    ],
  }
  await visit(host, rules)
  await expect(word.bubble).toBeVisible()
  const stored = async () => (await host.stored()).map(key => key.replace(/zvonek:[^:]+:\d+:/, ''))
  await expect.poll(stored).toEqual(['local rules'])
  expect(toBackend(host)).toEqual([])

  const ran = (tab = page) =>
    tab.waitForFunction(() => window.zvonekTestTouched().some(touch => /^setItem .*:rules$/.test(touch)))
  const other = await page.context().newPage()
  await Promise.all([host.page.reload(), other.goto(host.site.page('rules'))])
  await ran()
  await expect(widgetOn(page).push).toBeVisible()
  await other.bringToFront()
  await expect(widgetOn(other).push).toBeVisible()
  await expect(wordOn(other).bubble).toHaveCount(0)
  await expect(word.bubble).toHaveCount(0)
})

test('without that it holds as long as the page, and nothing is kept', async ({ host, word }) => {
  const rules: Rules = { list: [{ id: 'hello', then: [hello], once: 'visit' }] }
  await visit(host, rules)
  await word.button('Close').click()
  await host.page.reload()
  await expect(word.bubble).toBeVisible()
  expect(await host.stored()).toEqual([])
  await host.tell(z => z.setRules({ remember: true }))
  await expect.poll(async () => (await host.stored()).length).toBe(1)
  await host.page.reload()
  await host.tell(z => z.setRules({ remember: true }))
  await host.tell(z => z.setRules({ remember: false }))
  await expect.poll(() => host.stored()).toEqual([])
})

test('an address that changes without a new page is another page to them', async ({ host, word }) => {
  const list: Rules['list'] = [{ id: 'basket', when: [{ fact: 'url', matches: '/basket/:order' }], then: [hello] }]
  await visit(host, { list })
  await expect.poll(() => host.requests().some(url => url.includes('/c/rules-'))).toBe(true)
  await expect(word.bubble).toHaveCount(0)
  await host.page.evaluate(() => history.pushState(null, '', '/basket/4711'))
  await expect(word.bubble).toBeVisible()
  await host.page.evaluate(() => history.pushState(null, '', '/lamps'))
  await expect(word.bubble).toHaveCount(0)
  await host.page.evaluate(() => history.back())
  await expect(word.bubble).toBeVisible()
})

test('the launcher is hidden, shown and rings; the page’s own functions run; parameters reach the desk', async ({
  host,
  visitor,
  anna,
}) => {
  const list: Rules['list'] = [
    { id: 'hide', then: [{ do: 'hide' }] },
    { id: 'gold', when: [{ fact: 'param', name: 'plan', is: 'gold' }], then: [{ do: 'show' }, { do: 'pulse' }] },
    {
      id: 'own',
      when: [{ fact: 'param', name: 'plan', exists: true }],
      then: [
        { do: 'run', name: 'broken' },
        { do: 'run', name: 'mine' },
        { do: 'setParams', params: { undecided: 'yes' } },
      ],
    },
  ]
  await visit(host, { list })
  await expect(visitor.launcher).toBeHidden()
  await host.tell(z => {
    window.heard = []
    return z.setRules({
      functions: {
        mine: ({ rule }) => window.heard.push(rule),
        broken: () => {
          throw new Error('of the page')
        },
      },
    })
  })
  await host.tell(z => z.setParams({ plan: 'gold' }))
  await expect(visitor.push).toBeVisible()
  await expect(host.page.locator('zvonek-host')).toHaveAttribute('data-pulse')
  await expect.poll(() => host.page.evaluate(() => window.heard)).toEqual(['own'])
  await expect.poll(() => host.console).toContain('uncaught: of the page')
  await visitor.open()
  await visitor.say('Good evening')
  await anna.client('Visitor 1').getByRole('button', { name: 'Preview' }).click()
  await expect(anna.preview).toContainText(/undecided\s*yes/)
})

test('a rule that cannot be followed is told in one sentence, and the others are followed', async ({ host, word }) => {
  const wrong = { id: 'wrong', when: [{ fact: 'timeonpage', atLeast: 3 }], then: [hello] }
  await visit(host, { list: [wrong as never, { id: 'hello', then: [hello] }] })
  await expect(word.bubble).toBeVisible()
  const sentence = 'The rule “wrong” cannot be followed: when[0].fact must be one of visits,'
  await expect.poll(() => host.console.some(line => line.includes(sentence))).toBe(true)
  const refused = await host.tell(z =>
    z
      .setRules({ list: [{ id: 'x', then: [] }] })
      .catch((error: { code: string; message: string }) => ({ ...error, message: error.message })),
  )
  expect(refused).toMatchObject({ code: 'options', message: 'The rule “x” cannot be followed: then does nothing.' })
  await expect(word.bubble).toBeVisible()
})

test('nobody is spoken to while they talk to somebody, and after it rules have their turn', async ({
  host,
  visitor,
  word,
  anna,
}) => {
  const list: Rules['list'] = [{ id: 'hello', when: [{ fact: 'param', name: 'now', exists: true }], then: [hello] }]
  await visit(host, { list })
  await visitor.open()
  await visitor.say('Good evening')
  await anna.accept('Visitor 1')
  await visitor.fold()
  await host.tell(z => z.setParams({ now: 'yes' }))
  await host.page.reload()
  await host.tell(z => z.setParams({ now: 'yes' }))
  await anna.say('What about a lamp?')
  await expect(visitor.launcher.getByRole('button', { name: /1 unread message/ })).toBeVisible()
  await expect(word.bubble).toHaveCount(0)
  await visitor.open()
  await visitor.button('End conversation').click()
  await visitor.fold()
  await expect(word.bubble).toBeVisible()
})

for (const name of ['strict-csp', 'polluted'])
  test(`rules are followed on the page ${name} as on any other`, async ({ site, somebody }) => {
    const rules: Rules = {
      list: [
        { id: 'pulse', then: [{ do: 'pulse' }, { do: 'playSound' }] },
        {
          id: 'hello',
          when: [
            { any: [{ fact: 'visits', atLeast: 1 }] },
            { not: { fact: 'param', name: 'plan', exists: true } },
            { fact: 'hours', from: '00:00' },
          ],
          then: [hello],
        },
        { id: 'never', when: [{ fact: 'country', exists: true }], then: [{ do: 'hide' }], priority: 9 },
      ],
    }
    const page = await somebody()
    await page.addInitScript(given => {
      Reflect.set(window, 'zvonek', [(z: Handle) => z.setRules(given)])
    }, rules)
    const uncaught: Error[] = []
    page.on('pageerror', error => uncaught.push(error))
    const word = wordOn(page)
    const visitor = widgetOn(page)
    await page.goto(`${site.page(name)}?with=object`)
    await expect(word.bubble).toContainText('Can we help?')
    await expect(visitor.push).toBeVisible()
    await word.button('Chat').click()
    await expect(visitor.field).toBeVisible()
    expect(site.reports).toEqual([])
    expect(uncaught).toEqual([])
  })

test('a widget without rules loads nothing for them, and destroy() leaves nothing of them', async ({ host, word }) => {
  const when = [{ any: [{ fact: 'scroll', atLeast: 0 }, { fact: 'exitIntent' }] }] as const
  giveRules(host.site, { list: [{ id: 'all', when, then: [hello, { do: 'pulse' }] }] })
  await host.page.route('**/zvonek.js?*', route => route.abort())
  await host.visit('rules')
  const untouched = await host.traces()
  await host.page.unrouteAll()
  await host.visit('rules')
  await word.bubble.waitFor()
  await host.tell(z => z.destroy())
  await expect.poll(() => host.traces()).toEqual(untouched)

  await host.visit('plain')
  await widgetOn(host.page).open()
  expect(host.requests().filter(url => url.includes('/c/rules-')).length).toBe(1)
})
