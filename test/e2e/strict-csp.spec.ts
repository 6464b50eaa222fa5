import { expect, test } from './fixtures.js'

/* S3, by the policy of `demo/hosts/strict-csp.html`. */

for (const name of ['strict-csp', 'strict-csp-module'])
  test(`the strictest policy with Trusted Types is not breached once (${name})`, async ({ host, visitor, anna }) => {
    await host.visit(name)
    await visitor.open()
    await visitor.say('Good evening')
    await anna.accept('Visitor 1')
    await expect(visitor.panel.getByText('Anna is here').first()).toBeVisible()
    const face = visitor.panel.locator('img').first()
    await expect.poll(() => face.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    await anna.say('See https://example.com/lamps')
    await expect(visitor.log.getByRole('link', { name: 'https://example.com/lamps' })).toBeVisible()
    await visitor.field.pressSequentially('Thank you')
    await expect(anna.page.getByRole('status').filter({ hasText: 'is writing…' })).toBeVisible()
    await visitor.button('Send').click()
    await expect(anna.message('Thank you')).toBeVisible()

    await visitor.fold()
    await anna.say('Anything else?')
    await expect(visitor.push).toHaveAccessibleName('Chat, 1 unread message')
    await visitor.open()
    await host.tell(z => z.setLocale('cs'))
    await expect(host.page.getByRole('textbox', { name: 'Zpráva' })).toBeVisible()
    await host.tell(z => z.setTheme('dark'))
    await anna.button('End').click()
    await expect(host.page.getByText(/Rozhovor skončil/).first()).toBeVisible()
    await host.tell(z => z.destroy())
    await expect(visitor.launcher).toHaveCount(0)

    expect(host.breaches).toEqual([])
    expect(host.site.reports).toEqual([])
    expect(host.console).toEqual([])
  })

test('a page that breaches its own policy is seen by both collectors', async ({ host }) => {
  await host.visit('strict-csp-broken')
  await expect(host.page).toHaveTitle('Refused')
  await expect.poll(() => host.breaches.join('\n')).toMatch(/style-src-attr[^]*require-trusted-types-for/)
  await expect.poll(() => JSON.stringify(host.site.reports)).toMatch(/style-src-attr.*require-trusted-types-for/)
})
