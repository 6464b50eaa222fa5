import { expect, test } from './fixtures.js'

test('what an operator notes of a client is there for the next one, by whom it was noted, and the client never sees it', async ({
  host,
  visitor,
  anna,
  sit,
}) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await anna.client('Visitor 1').getByRole('button', { name: 'Preview' }).click()
  const field = anna.preview.getByRole('textbox', { name: 'Note', exact: true })
  await field.fill('Has the moon lamp')
  const tag = anna.preview.getByRole('textbox', { name: 'Add a tag' })
  await tag.fill('lamps')
  await tag.press('Enter')
  await expect(anna.preview.getByText(/^Anna, /)).toBeVisible()
  const boris = await sit('boris')
  await boris.accept('Visitor 1')
  const client = boris.page.getByRole('complementary', { name: 'Client', exact: true })
  await expect(client.getByRole('textbox', { name: 'Note', exact: true })).toHaveValue('Has the moon lamp')
  await expect(client.getByRole('list', { name: 'Tags' }).getByRole('listitem')).toHaveText(['lamps'])
  await client.getByRole('button', { name: 'Remove the tag lamps' }).click()
  await expect(client.getByRole('list', { name: 'Tags' })).toBeHidden()
  await boris.say('Good evening to you')
  await expect(visitor.log).toContainText('Good evening to you')
  await expect(visitor.panel).not.toContainText(/moon lamp|lamps/)
})
