import { PNG } from '../support/hostile-files.js'
import { expect, test, type Widget } from './fixtures.js'

const picture = { name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from(PNG) }
const note = (size: number) => ({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.alloc(size, 'a') })

/** Chooses files as a person does. */
const attach = async (visitor: Widget, ...files: (typeof picture)[]) => {
  const chooser = visitor.page.waitForEvent('filechooser')
  await visitor.button('Attach a file').click()
  await (await chooser).setFiles(files)
}

test('a visitor sends a picture and a note, and the operator sees and fetches them', async ({ host, visitor, anna }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await anna.accept('Visitor 1')
  await attach(visitor, picture, note(200_000))
  await expect(visitor.log.getByRole('img', { name: 'lamp.png' })).toBeVisible()
  await expect(visitor.log.getByRole('link', { name: 'note.txt' })).toBeVisible()
  await expect(anna.log.getByRole('link', { name: 'lamp.png' })).toBeVisible()
  const download = anna.page.waitForEvent('download')
  await anna.log.getByRole('link', { name: 'note.txt' }).click()
  expect((await download).suggestedFilename()).toBe('note.txt')
})

test('what is no picture is refused in words, and can be taken away', async ({ host, visitor }) => {
  await host.visit('plain')
  await visitor.open()
  await attach(visitor, { ...picture, buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') })
  await expect(visitor.panel.getByRole('alert')).toHaveText('This kind of file cannot be sent')
  await visitor.button('Remove lamp.png').click()
  await expect(visitor.panel.getByText('lamp.png')).toHaveCount(0)
})

test('a file whose line is cut in the middle goes on by itself, once', async ({ host, visitor, anna }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await anna.accept('Visitor 1')
  let parts = 0
  await visitor.page.route('**/v1/files/*/*', route => (++parts === 3 ? route.abort() : route.continue()))
  await attach(visitor, note(600_000))
  await expect(visitor.log.getByRole('link', { name: 'note.txt' })).toBeVisible()
  await expect(anna.log.getByRole('link', { name: 'note.txt' })).toHaveCount(1)
  expect(parts).toBeGreaterThan(5)
})

test('a file works under the strictest policy of a page', async ({ host, visitor }) => {
  await host.visit('strict-csp')
  await visitor.open()
  await attach(visitor, note(10))
  await expect(visitor.log.getByRole('link', { name: 'note.txt' })).toBeVisible()
  expect(host.console).toEqual([])
})
