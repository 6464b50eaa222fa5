import type { Form, FormField } from '../../src/protocol/form.js'
import { PNG } from '../support/hostile-files.js'
import { arrived, test } from './filing-fixtures.js'
import { expect, type Widget } from './fixtures.js'
import { askingOn } from './models/asking.js'
import { letterOn } from './models/letter.js'
import { seriousFaults } from './rig/axe.js'
import { hand } from './rig/hand.js'
import { dialogOn } from './models/dialog.js'

/* Forms that ask for several files. */
const photos: FormField = { name: 'photos', type: 'file', label: 'Pictures of it', maxFiles: 5, required: true }
const name: FormField = { name: 'name', type: 'text', label: 'Name', required: true }
const entryForm: Form = { id: 'entry', fields: [name, photos] }
const offlineForm: Form = {
  id: 'offline',
  fields: [
    { name: 'email', type: 'email', label: 'E-mail', required: true },
    { name: 'message', type: 'textarea', label: 'Your message', required: true },
    { ...photos, maxFiles: 3 },
  ],
}
const PICTURE = { name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from(PNG) }
const noteOf = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })

const fieldOn = ({ panel }: Widget) => panel.getByRole('button', { name: /^(Choose|Add) files Pictures of it/ })
const rowsOn = ({ panel }: Widget) => panel.getByRole('list', { name: 'Pictures of it' }).getByRole('listitem')
/** What stands in the field, once all of it has come. */
const holds = async (visitor: Widget, ...names: readonly string[]) => {
  await expect(rowsOn(visitor)).toHaveCount(names.length)
  for (const name of names) await expect(visitor.button(`Remove ${name}`)).toBeVisible()
}
const linked = (names: readonly string[]) => names.filter(name => name.endsWith('.txt'))

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test.describe('an entry form', () => {
  test.use({ form: { entryForm } })

  test('takes files that are chosen, dropped and pasted, says what does not go, stays over a reload, and the operator has all', async ({
    host,
    visitor,
    anna,
  }) => {
    // Listened for from the beginning: a key that is pressed in the same moment may be quicker.
    const chooser = host.page.waitForEvent('filechooser')
    await host.visit('plain')
    await visitor.push.click()
    const { before, field } = askingOn(host.page)
    const start = () => before.getByRole('button', { name: 'Start chat' }).click()
    await field('Name').fill('Jana')
    await expect(fieldOn(visitor)).toHaveAccessibleDescription('0 of 5')
    await fieldOn(visitor).focus()
    await host.page.keyboard.press('Enter')
    expect((await chooser).isMultiple()).toBe(true)
    await (await chooser).setFiles([PICTURE, noteOf('bill.txt'), noteOf('wrong.txt')])
    await holds(visitor, 'lamp.png', 'bill.txt', 'wrong.txt')

    // A picture that was copied, as a person pastes it.
    await host.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await host.page.evaluate(
      async data => {
        const blob = await (await fetch(data)).blob()
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
      },
      `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`,
    )
    await fieldOn(visitor).focus()
    await host.page.keyboard.press('Control+V')
    await expect(visitor.button('Remove image.png')).toBeVisible()

    expect(await hand(fieldOn(visitor), 'drop', ['film.mov'], 20_000_001)).toBe(true)
    await expect(visitor.panel.getByText('film.mov: 21 MB is too much, the limit is 20 MB')).toHaveCount(1)
    await expect(fieldOn(visitor)).toHaveAccessibleDescription('5 of 5')
    expect(await seriousFaults(host.page)).toEqual([])
    await start()
    await expect(fieldOn(visitor)).toHaveAccessibleDescription(
      '5 of 5 Choose another file, or remove the one that is marked.',
    )
    await visitor.button('Remove wrong.txt').press('Enter')
    await expect(visitor.button('Remove image.png')).toBeFocused()
    await visitor.button('Remove film.mov').press('Enter')
    await expect(visitor.button('Remove image.png')).toBeFocused()
    expect(
      await hand(before.getByText('Pictures of it').first(), 'drop', ['dropped.txt', 'last.txt', 'more.txt']),
    ).toBe(true)
    await expect(visitor.panel.getByText('Up to 5 files can be sent here. Not added: more.txt').first()).toBeVisible()
    const names = ['lamp.png', 'bill.txt', 'image.png', 'dropped.txt', 'last.txt']
    await holds(visitor, ...names)

    await host.page.reload()
    await visitor.push.click()
    await holds(visitor, ...names)
    await start()
    await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
    await anna.client('Jana').getByRole('button', { name: 'Preview' }).click()
    await expect(anna.preview).toContainText(names.join(', '))
    await anna.accept('Jana')
    for (const log of [anna.log, visitor.log]) {
      await expect(log.getByRole('img', { name: 'lamp.png' })).toHaveCount(1)
      await expect(log.getByRole('img', { name: 'image.png' })).toHaveCount(1)
      for (const name of linked(names)) await expect(log.getByRole('link', { name, exact: true })).toHaveCount(1)
    }
  })

  test('keeps the page where it is, wherever in a panel something is dropped', async ({ host, visitor }) => {
    await host.visit('plain')
    await visitor.push.click()
    await expect(fieldOn(visitor)).toBeVisible()
    expect(await hand(visitor.panel.getByRole('heading').first(), 'drop', ['beside.txt'])).toBe(true)
    await expect(rowsOn(visitor)).toHaveCount(0)
    await visitor.fold()
    await visitor.launcher.getByRole('button', { name: 'Call me back' }).click()
    const panel = dialogOn(host.page, 'Call me back')
    expect(await hand(panel.getByRole('heading').first(), 'drop', ['beside.txt'])).toBe(true)
  })
})

test.describe('a letter', () => {
  test.use({ form: { offlineForm } })

  test('brings its files along as attachments, each once, though its answer is lost and it is sent again', async ({
    host,
    visitor,
    office,
    timed,
    anna,
  }) => {
    await host.visit('plain')
    const letter = letterOn(host.page)
    await visitor.push.click()
    await letter.fill({ 'E-mail': 'jana@mail.example', 'Your message': 'It came broken' })
    const names = ['lamp.png', 'one.txt', 'two.txt']
    await fieldOn(visitor).setInputFiles([PICTURE, noteOf('one.txt'), noteOf('two.txt')])
    await holds(visitor, ...names)
    let lost = 0
    await host.page.route('**/v1/commands', async route => {
      if (!route.request().postData()?.includes('letter.send') || lost++) return route.continue()
      // The server has it, and nobody here hears so.
      await route.fetch()
      return route.abort()
    })
    await letter.send()
    await expect(letter.told).toContainText('Thank you')
    expect(lost).toBeGreaterThan(1)
    const { attachments, text } = await arrived(office)
    expect(text).toContain(`Pictures of it: ${names.join(', ')}`)
    expect(attachments.map(({ filename, content }) => [filename, content])).toEqual([
      ['lamp.png', Buffer.from(PNG)],
      ['one.txt', Buffer.from('one.txt')],
      ['two.txt', Buffer.from('two.txt')],
    ])
    timed.pass(3_600_000)
    expect(office.mails).toHaveLength(1)
    expect((await timed.letters()).map(({ files }) => files?.map(({ name }) => name))).toEqual([names])
    await anna.letters.getByRole('button', { name: /jana@mail/ }).click()
    await expect(anna.letters.getByRole('img', { name: 'lamp.png' })).toBeVisible()
    for (const name of linked(names)) await expect(anna.letters.getByRole('link', { name, exact: true })).toHaveCount(1)
  })
})
