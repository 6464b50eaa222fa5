import type { Form } from '../../src/protocol/form.js'
import { PNG } from '../support/hostile-files.js'
import { arrived, test } from './filing-fixtures.js'
import { expect, type Widget } from './fixtures.js'
import { askingOn } from './models/asking.js'
import { letterOn } from './models/letter.js'
import { seriousFaults } from './rig/axe.js'

/* Forms that ask for one file. */
const photo = { name: 'photo', type: 'file', label: 'Photo of the damage' } as const
const offlineForm: Form = {
  id: 'offline',
  fields: [
    { name: 'email', type: 'email', label: 'E-mail', required: true },
    { name: 'message', type: 'textarea', label: 'Your message', required: true },
    { ...photo, hint: 'A picture or a document.' },
  ],
}
const entryForm: Form = {
  id: 'entry',
  fields: [
    { name: 'name', type: 'text', label: 'Name' },
    { name: 'broken', type: 'checkbox', label: 'Something is broken' },
    { ...photo, required: true, showIf: [{ name: 'broken', is: 'equal', value: 'yes' }] },
  ],
}
const PICTURE = { name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from(PNG) }
const NOTE = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.alloc(600_000, 'a') }

test.use({ form: { offlineForm }, contextOptions: { reducedMotion: 'reduce' } })

const fieldOn = ({ panel }: Widget) =>
  panel.getByRole('button', { name: /^Choose (a|another) file Photo of the damage/ })
const write = async (visitor: Widget) => {
  const letter = letterOn(visitor.page)
  await visitor.push.click()
  await letter.fill({ 'E-mail': 'jana@mail.example', 'Your message': 'It came broken' })
  return letter
}
test('a letter with a picture arrives once, with its attachment, and the desk opens it', async ({
  host,
  visitor,
  office,
  timed,
  anna,
}) => {
  await host.visit('plain')
  const letter = await write(visitor)
  await expect(fieldOn(visitor)).toHaveAccessibleDescription('A picture or a document.')
  await fieldOn(visitor).setInputFiles(PICTURE)
  await expect(visitor.button('Remove lamp.png')).toBeVisible()
  expect(await seriousFaults(host.page)).toEqual([])
  await letter.send()
  await expect(letter.told).toContainText('Thank you')
  const { attachments, text } = await arrived(office)
  expect(text).toContain('Photo of the damage: lamp.png')
  expect(attachments.map(({ filename, contentType, content }) => [filename, contentType, content])).toEqual([
    ['lamp.png', 'image/png', Buffer.from(PNG)],
  ])
  timed.pass(3_600_000)
  expect(office.mails).toHaveLength(1)
  await anna.letters.getByRole('button', { name: /jana@mail/ }).click()
  await expect(anna.letters.getByRole('img', { name: 'lamp.png' })).toBeVisible()
  // The next letter begins without it.
  await visitor.button('Write another').click()
  await expect(fieldOn(visitor)).toHaveAccessibleName(/^Choose a file/)
})

test('a file whose line is cut goes on by itself, stays over a reload, and leaves with the letter once the network is back', async ({
  host,
  visitor,
  office,
  timed,
}) => {
  await host.visit('plain')
  const letter = await write(visitor)
  let parts = 0
  await host.page.route('**/v1/files/*/*', route => (++parts === 3 ? route.abort() : route.continue()))
  await fieldOn(visitor).setInputFiles(NOTE)
  await expect(visitor.button('Remove note.txt')).toBeVisible()
  expect(parts).toBeGreaterThan(5)
  await host.page.reload()
  await visitor.push.click()
  await expect(visitor.button('Remove note.txt')).toBeVisible()
  const context = host.page.context()
  await context.setOffline(true)
  await letter.send()
  await expect(letter.told).toContainText('even if you leave this page')
  await host.page.goto('about:blank')
  await context.setOffline(false)
  await host.visit('long')
  const { attachments } = await arrived(office)
  expect(attachments.map(({ filename, size }) => [filename, size])).toEqual([['note.txt', 600_000]])
  expect(await timed.letters()).toHaveLength(1)
})

test('a letter waits for its file in words, and what had not come when the page was closed is asked for again', async ({
  host,
  visitor,
  timed,
}) => {
  await host.visit('plain')
  const letter = await write(visitor)
  const held = new Promise<void>(() => {})
  await host.page.route('**/v1/files/*/*', () => held)
  await fieldOn(visitor).setInputFiles(NOTE)
  await expect(visitor.panel.getByRole('progressbar', { name: 'Sending note.txt' })).toBeVisible()
  await letter.send()
  await expect(fieldOn(visitor)).toHaveAccessibleDescription('A file is still on its way.')
  await expect(fieldOn(visitor)).toBeFocused()
  await host.page.unrouteAll({ behavior: 'ignoreErrors' })
  await host.page.reload()
  await visitor.push.click()
  await expect(visitor.panel.getByText('This file did not stay here. Choose it again')).toBeVisible()
  await letter.send()
  await expect(fieldOn(visitor)).toHaveAccessibleDescription('Choose another file, or remove the one that is marked.')
  expect(await seriousFaults(host.page)).toEqual([])
  await visitor.button('Remove note.txt').click()
  await expect(fieldOn(visitor)).toBeFocused()
  await letter.send()
  await expect(letter.told).toContainText('Thank you')
  expect((await timed.letters()).map(({ files }) => files)).toEqual([undefined])
})

test('a hostile file is refused beside its field, in words that are heard, and the letter goes without it', async ({
  host,
  visitor,
  office,
}) => {
  await host.visit('plain')
  const letter = await write(visitor)
  await fieldOn(visitor).setInputFiles({ ...PICTURE, buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') })
  await expect(visitor.panel.getByText('This kind of file cannot be sent').first()).toBeVisible()
  await expect(visitor.panel.getByText('lamp.png: This kind of file cannot be sent')).toHaveCount(1)
  await letter.send()
  await expect(fieldOn(visitor)).toHaveAccessibleDescription('Choose another file, or remove the one that is marked.')
  await fieldOn(visitor).setInputFiles({ ...NOTE, name: 'film.mov', buffer: Buffer.alloc(20_000_001) })
  await expect(visitor.panel.getByText('21 MB is too much, the limit is 20 MB').first()).toBeVisible()
  await visitor.button('Remove film.mov').click()
  await letter.send()
  await expect(letter.told).toContainText('Thank you')
  expect((await arrived(office)).attachments).toEqual([])
})

test.describe('an entry form', () => {
  test.use({ form: { entryForm } })

  test('asks for a file where its condition holds, and the operator has it as the first that was said', async ({
    host,
    visitor,
    anna,
  }) => {
    // Listened for from the beginning: a key that is pressed in the same moment may be quicker.
    const chooser = host.page.waitForEvent('filechooser')
    await host.visit('plain')
    const { before, field, box } = askingOn(host.page)
    const start = () => before.getByRole('button', { name: 'Start chat' }).click()
    await visitor.push.click()
    await field('Name').fill('Jana')
    await expect(fieldOn(visitor)).toHaveCount(0)
    await box('Something is broken').check()
    await expect(fieldOn(visitor)).toHaveCount(1)
    await start()
    await expect(fieldOn(visitor)).toHaveAccessibleDescription('Please choose a file.')
    await expect(fieldOn(visitor)).toBeFocused()
    await host.page.keyboard.press('Enter')
    await (await chooser).setFiles([PICTURE])
    await expect(visitor.button('Remove lamp.png')).toBeVisible()
    await start()
    await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
    await anna.client('Jana').getByRole('button', { name: 'Preview' }).click()
    await expect(anna.preview).toContainText(/Photo of the damage\s*lamp\.png\s*entry form/)
    await anna.accept('Jana')
    await expect(anna.log.getByRole('img', { name: 'lamp.png' })).toBeVisible()
    await expect(visitor.log.getByRole('img', { name: 'lamp.png' })).toBeVisible()
  })
})
