import { writeFile } from 'node:fs/promises'
import { expect, test } from './fixtures.js'
import { trailOn } from './models/desk.js'
import { wordOn } from './models/rules.js'
import { settingsOn } from './models/settings.js'

// Two people in two browsers, and a page after another.
test.slow()

test('what is told of addresses is set at the desk, and counts on pages that are open', async ({
  host,
  site,
  visitor,
  anna,
}) => {
  const settings = settingsOn(anna.page)
  await settings.open()
  await settings.field('What is told of addresses').fill('{ "query": "q" }')
  await settings.save()
  await expect(settings.field('What is told of addresses')).toHaveAccessibleDescription(
    '`query` is a list of names such as ["q"].',
  )
  await host.page.goto(`${site.page('plain')}?q=lamps&from=mail`)
  await visitor.open()
  await settings.field('What is told of addresses').fill('{ "query": ["q"] }')
  await settings.save()
  await expect(settings.told).toHaveText('Saved. It counts from now on.')
  await anna.button('Close settings').click()
  await visitor.say('Hello')
  await anna.accept('Visitor 1')
  await expect(trailOn(anna).first()).toHaveAttribute('href', /plain\.html\?q=lamps$/)
})

test('how far down a page is in sight stands at the desk once its owner asks for it, and not before', async ({
  host,
  visitor,
  anna,
}) => {
  await host.visit('plain')
  await host.page.evaluate(() => document.body.style.setProperty('height', '10000px'))
  await visitor.open()
  await visitor.say('Hello')
  await anna.accept('Visitor 1')
  const way = anna.page.getByRole('complementary', { name: 'Client', exact: true })
  const scroll = (y: number) => host.page.evaluate(top => window.scrollTo({ top }), y)
  await scroll(5_000)
  await visitor.say('Are you there?')
  await expect(anna.message('Are you there?')).toBeVisible()
  await expect(way).not.toContainText('down to')
  const settings = settingsOn(anna.page)
  await settings.open()
  await settings.field('What is told of addresses').fill('{ "scroll": true }')
  await settings.save()
  await anna.button('Close settings').click()
  await expect(way).toContainText('down to 50 %')
  await scroll(10_000)
  await expect(way).toContainText('down to 100 %')
})

test('the QA page shares its page, chooses what is told of its address, and is offered a chat @both', async ({
  backend,
  page,
  sit,
}) => {
  await page.goto(backend.qa)
  await page.getByRole('button', { name: 'Share this page' }).click()
  const anna = await sit('anna')
  const guest = anna.page.getByRole('list', { name: 'On the site', exact: true }).getByRole('listitem')
  await expect(guest).toContainText('Zvonek QA')
  await expect(guest.getByRole('link').first()).not.toHaveAttribute('href', /\?/)
  await guest.getByRole('button', { name: /^Offer a chat/ }).click()
  await guest.getByRole('button', { name: 'Offer', exact: true }).click()
  await expect(page.getByRole('group', { name: 'Anna', exact: true })).toContainText('Can I help you')
  await page.getByRole('button', { name: 'Change them here' }).click()
  await page.getByLabel('Told of addresses').selectOption('with ?q=')
  await expect(page.getByLabel('Told of addresses')).toHaveValue('query')
  const settings = settingsOn(anna.page)
  await settings.open()
  await expect(settings.field('What is told of addresses')).toHaveValue(/"query"/)
})

test.describe('behind a proxy that knows where a visitor is', () => {
  test.use({ env: { ZVONEK_PROXIES: '127.0.0.1 ::1', ZVONEK_COUNTRY_HEADER: 'CF-IPCountry' } })

  for (const [country, said] of [
    ['CZ', 'Posíláme i do Česka'],
    ['DE', undefined],
    [undefined, undefined],
  ] as const)
    test(`a rule for one country acts on a visitor from ${country ?? 'nobody knows where'}: ${said ? 'yes' : 'no'}`, async ({
      backend,
      host,
      visitor,
    }, info) => {
      const file = info.outputPath('rules.json')
      const list = [
        { id: 'here', when: [{ fact: 'country', is: 'CZ' }], then: [{ do: 'popUp', text: 'Posíláme i do Česka' }] },
        { id: 'all', then: [{ do: 'emit', name: 'looked' }] },
      ]
      await writeFile(file, JSON.stringify({ list }))
      await backend.command('widget', 'set', 'main', '--rules', file)
      await expect.poll(async () => (await fetch(`${backend.url}/zvonek.js?widget=main`)).text()).toContain('"rules":{')
      await host.page.route('**/zvonek.js?*', route =>
        route.continue({ headers: { ...route.request().headers(), ...(country && { 'cf-ipcountry': country }) } }),
      )
      const listen = '(window.zvonek ||= []).push(z => z.on("rule", () => (window.looked = true)))'
      host.site.change('plain', html => html.replace('<script', `<script>${listen}</script><script`))
      await host.visit('plain')
      await expect(visitor.push).toBeVisible()
      // The other rule has acted: this one would have, too.
      await expect.poll(() => host.page.evaluate(() => Reflect.get(window, 'looked') as unknown)).toBe(true)
      const { bubble } = wordOn(host.page)
      if (said) await expect(bubble).toContainText(said)
      else await expect(bubble).toBeHidden()
    })
})
