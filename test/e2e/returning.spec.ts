import { expect, test } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'

test('a client comes back, and the operator reads what was said the last time before accepting', async ({
  host,
  visitor,
  meet,
  anna,
  sit,
  somebody,
  site,
}) => {
  await meet('Do you have the moon lamp?')
  await anna.say('It comes back in March')
  await expect(visitor.log).toContainText('It comes back in March')
  await anna.button('End').click()
  await expect(visitor.log).toContainText('Conversation ended')
  await visitor.panel.getByRole('button', { name: 'Write again' }).click()
  await visitor.say('Is it March already?')

  const stranger = await somebody()
  await stranger.goto(site.page('plain'))
  const boris = await sit('boris')
  const row = boris.client('Visitor 1')
  await expect(row).toContainText('Second visit')
  await row.getByRole('button', { name: 'Preview' }).click()
  await expect(boris.preview.getByText('Desktop', { exact: true })).toBeVisible()
  const before = boris.preview.getByRole('group').filter({ hasText: 'WebChat with Anna' })
  await expect(before).toBeVisible()
  await before.locator('summary').focus()
  await boris.page.keyboard.press('Enter')
  await expect(before.getByText('Do you have the moon lamp?')).toBeVisible()
  await expect(before.getByText('It comes back in March')).toBeVisible()
  expect(await seriousFaults(boris.page)).toEqual([])

  const link = boris.preview.getByRole('link', { name: 'Plain page' }).first()
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  await expect(link).toHaveAttribute('href', host.page.url().replace(/[?#].*/, ''))

  await boris.preview.getByRole('button', { name: 'Redirect' }).click()
  await expect(boris.page.getByRole('menuitem', { name: /^Anna/ })).toBeInViewport({ ratio: 0.9 })
  await boris.page.keyboard.press('Escape')
  await boris.preview.getByRole('button', { name: 'Accept' }).click()
  await expect(boris.field).toBeVisible()
  const client = boris.page.getByRole('complementary', { name: 'Client', exact: true })
  await client.getByText('WebChat with Anna').click()
  await expect(client.getByText('It comes back in March')).toBeVisible()
})

test('who is here for the first time has nothing before, and who was forgotten neither', async ({
  host,
  visitor,
  meet,
  anna,
}) => {
  await meet('A secret of mine')
  const client = anna.page.getByRole('complementary', { name: 'Client', exact: true })
  await expect(client.getByText('First visit')).toBeVisible()
  await expect(client.getByRole('heading', { name: 'Earlier' })).toBeHidden()
  await host.tell(z => z.forget())
  await visitor.open()
  await visitor.say('I am new here')
  await anna.client('Visitor 2').getByRole('button', { name: 'Preview' }).click()
  await expect(anna.preview.getByText('First visit')).toBeVisible()
  await expect(anna.preview.getByRole('heading', { name: 'Earlier' })).toBeHidden()
  await expect(anna.page.locator('body')).not.toContainText('A secret of mine')
})
