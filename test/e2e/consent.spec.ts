import type { Handle } from '../../src/api/handle.js'
import { expect, test } from './fixtures.js'
import { hostOn } from './models/host.js'
import { widgetOn } from './models/widget.js'

/* A site that asks for consent first; where the widget keeps what it keeps; and proof of what was erased. */

const demand = (html: string) => html.replace('?widget=main', '?widget=main&amp;consent=true')
const hearing = (z: Handle) =>
  z.on('consent', () => Reflect.set(window, 'asked', Number(Reflect.get(window, 'asked') ?? 0) + 1))

test('where the site demands consent, a press keeps nothing and connects to nothing before it is given', async ({
  host,
  visitor,
  anna,
}) => {
  host.site.change('plain', demand)
  await host.visit('plain')
  await host.tell(hearing)
  await visitor.push.click()
  await expect.poll(() => host.page.evaluate(() => Reflect.get(window, 'asked') as unknown)).toBe(1)
  expect(await host.stored()).toEqual([])
  expect(host.requests().filter(url => url.includes('/v1/'))).toEqual([])
  await expect(visitor.panel).toBeHidden()

  // The very press goes on, once the site's platform says yes.
  await host.tell(z => z.consent(true))
  await expect(visitor.panel).toBeVisible()
  await visitor.say('Good evening')
  await anna.accept('Visitor 1')
  expect(await host.stored()).not.toEqual([])

  // A conversation that runs waits on the next page as well, and goes on by itself.
  await host.page.reload()
  await expect(visitor.push).toBeVisible()
  const before = host.requests().filter(url => url.includes('/v1/')).length
  await host.tell(z => z.setParams({}))
  expect(host.requests().filter(url => url.includes('/v1/'))).toHaveLength(before)
  await host.tell(z => z.consent(true))
  await visitor.open()
  await expect(visitor.message('Good evening')).toBeVisible()

  // Taken back: nothing stays in this browser, and nothing opens.
  await host.tell(z => z.consent(false))
  await expect(visitor.panel).toBeHidden()
  expect(await host.stored()).toEqual([])
  await host.tell(hearing)
  const refused = host.tell(z => z.open().catch((error: { code: string }) => error.code))
  await expect.poll(() => host.page.evaluate(() => Reflect.get(window, 'asked') as unknown)).toBe(1)
  await host.tell(z => z.consent(false))
  expect(await refused).toBe('consent')
  expect(await host.stored()).toEqual([])
})

test('without the demand the same press does both: what is looked at would be seen', async ({ host, visitor }) => {
  await host.visit('plain')
  await visitor.push.click()
  await expect.poll(() => host.stored()).not.toEqual([])
  expect(host.requests().filter(url => url.includes('/v1/'))).not.toEqual([])
})

for (const storage of ['local', 'session', 'memory'] as const)
  test(`storage: ${storage} keeps a conversation as long as it says, and logout() reaches the other tab`, async ({
    host,
    site,
    visitor,
    anna,
  }) => {
    site.change('plain', html => html.replace('?widget=main', `?widget=main&amp;storage=${storage}`))
    await host.visit('plain')
    await visitor.open()
    await visitor.say('Do you have bulbs?')
    await anna.accept('Visitor 1')
    await anna.say('We do')
    await expect(visitor.log).toContainText('We do')
    const areas = new Set((await host.stored()).map(key => key.split(' ')[0]))
    expect([...areas]).toEqual(storage === 'memory' ? [] : [storage])

    await host.page.reload()
    await visitor.open()
    if (storage === 'memory') await expect(visitor.message('Do you have bulbs?')).toHaveCount(0)
    else await expect(visitor.log).toContainText('We do')

    const second = await host.page.context().newPage()
    const other = await hostOn(second, site)
    const there = widgetOn(second)
    await other.visit('plain')
    await there.open()
    // What a tab keeps for itself alone, the next tab does not find.
    if (storage === 'local') await expect(there.log).toContainText('We do')
    else await expect(there.message('Do you have bulbs?')).toHaveCount(0)
    if (storage !== 'local') await there.say('And who am I?')

    await host.tell(z => z.logout())
    await expect(there.panel).toBeHidden()
    await expect.poll(() => other.stored()).toEqual([])
    expect(await host.stored()).toEqual([])
  })

test('forget() resolves with a receipt that names nobody', async ({ host, visitor, anna }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('My name is Eva Malá')
  await anna.accept('Visitor 1')
  await anna.say('Good evening, Eva')
  await expect(visitor.log).toContainText('Good evening, Eva')
  const receipt = await host.tell(z => z.forget())
  expect(receipt?.erased).toEqual({ conversations: 1, messages: 2, letters: 0, callbacks: 0, files: 0 })
  expect(receipt?.id).toMatch(/^[\w-]{22}$/)
  expect(JSON.stringify(receipt)).not.toContain('Eva')
  // Nothing to erase, nothing to prove.
  expect(await host.tell(z => z.forget())).toBeUndefined()
})
