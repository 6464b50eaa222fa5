import type { Locator, Page } from '@playwright/test'
import { PNG } from '../support/hostile-files.js'
import { PLACE, taken, toldBy } from '../support/pictures.js'
import { expect, test, type Desk, type Widget } from './fixtures.js'
import { hand } from './rig/hand.js'

interface Chosen {
  name: string
  mimeType: string
  buffer: Buffer
}
const picture: Chosen = { name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from(PNG) }
const note = (size: number, name = 'note.txt'): Chosen => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.alloc(size, 'a'),
})

/** Chooses files as a person does. */
const attach = async ({ page, button }: Pick<Widget | Desk, 'page' | 'button'>, ...files: Chosen[]) => {
  const chooser = page.waitForEvent('filechooser')
  await button('Attach a file').click()
  await (await chooser).setFiles(files)
}
const link = (log: Locator, name: string) => log.getByRole('link', { name, exact: true })

/** A picture as this browser makes one. */
const photograph = async (page: Page, width: number, height: number): Promise<Buffer> => {
  const url = await page.evaluate(
    ([width, height]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height })
      canvas.getContext('2d')!.fillRect(0, 0, width / 2, height)
      return canvas.toDataURL('image/jpeg')
    },
    [width, height] as const,
  )
  return Buffer.from(url.split(',')[1]!, 'base64')
}

test('a visitor sends a picture and a note, and the operator sees and fetches them', async ({
  meet,
  visitor,
  anna,
}) => {
  await meet('Good evening')
  await attach(visitor, picture, note(200_000))
  await expect(visitor.log.getByRole('img', { name: 'lamp.png' })).toBeVisible()
  await expect(link(visitor.log, 'note.txt')).toBeVisible()
  await expect(anna.log.getByRole('img', { name: 'lamp.png' })).toBeVisible()
  const download = anna.page.waitForEvent('download')
  await link(anna.log, 'note.txt').click()
  expect((await download).suggestedFilename()).toBe('note.txt')
})

test('an operator sends several files, and the visitor has them in that order', async ({ meet, visitor, anna }) => {
  await meet('Good evening')
  await attach(anna, note(150_000, 'first.txt'), picture, note(10, 'last.txt'))
  await expect(visitor.log.getByRole('link')).toHaveCount(3)
  await expect(visitor.log.getByRole('link').nth(0)).toHaveText('first.txt')
  await expect(visitor.log.getByRole('img', { name: 'lamp.png' })).toBeVisible()
  await expect(visitor.log.getByRole('link').nth(2)).toHaveText('last.txt')
  await expect(link(anna.log, 'last.txt')).toBeVisible()
})

test('files are dropped and pasted, and words from a document stay words', async ({ meet, visitor, anna }) => {
  await meet('Good evening')
  expect(await hand(visitor.log, 'drop', ['dropped.txt', 'too.txt'])).toBe(true)
  await expect(link(visitor.log, 'too.txt')).toBeVisible()
  expect(await hand(visitor.field, 'paste', ['pasted.txt'])).toBe(true)
  await expect(link(visitor.log, 'pasted.txt')).toBeVisible()
  expect(await hand(anna.field, 'paste', ['answer.txt'])).toBe(true)
  await expect(link(visitor.log, 'answer.txt')).toBeVisible()
  expect(await hand(anna.log, 'drop', ['reply.txt'])).toBe(true)
  await expect(link(visitor.log, 'reply.txt')).toBeVisible()
  const isTaken = await visitor.field.evaluate(element => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/rtf', '{}')
    clipboardData.items.add(new File([''], 'words.png'))
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true, clipboardData })
    element.dispatchEvent(event)
    return event.defaultPrevented
  })
  expect(isTaken).toBe(false)
})

test('a file is sent, watched and cancelled by keys alone', async ({ host, visitor }) => {
  await host.visit('plain')
  await visitor.open()
  // The last part waits, so that somebody can look at it.
  let go = () => {}
  const held = new Promise<void>(resolve => (go = resolve))
  await visitor.page.route('**/v1/files/*/*', async route => {
    await held
    await route.continue()
  })
  // The way to attach is there once the backend has said that it takes files.
  await expect(visitor.button('Attach a file')).toBeVisible()
  const chooser = visitor.page.waitForEvent('filechooser')
  await visitor.field.press('Shift+Tab')
  await expect(visitor.button('Attach a file')).toBeFocused()
  await visitor.page.keyboard.press('Enter')
  await (await chooser).setFiles([note(600_000), note(10, 'second.txt')])
  const files = visitor.panel.getByRole('list', { name: 'Files on their way' })
  await expect(files.getByRole('listitem')).toHaveCount(2)
  await expect(files.getByRole('progressbar', { name: 'Sending note.txt' })).toBeVisible()
  await expect(visitor.panel.getByText('Sending note.txt')).toHaveCount(1)
  await visitor.page.keyboard.press('Shift+Tab')
  await expect(visitor.button('Cancel second.txt')).toBeFocused()
  await visitor.page.keyboard.press('Shift+Tab')
  await expect(visitor.button('Cancel note.txt')).toBeFocused()
  const dropped = visitor.page.waitForResponse(
    response => response.ok() && /"upload\.drop"/.test(response.request().postData() ?? ''),
  )
  await visitor.page.keyboard.press('Enter')
  await expect(visitor.field).toBeFocused()
  await dropped
  go()
  await expect(link(visitor.log, 'second.txt')).toBeVisible()
  await expect(visitor.log.getByText('note.txt')).toHaveCount(0)
})

test('what is no picture is refused in words that are heard, and can be taken away', async ({ host, visitor }) => {
  await host.visit('plain')
  await visitor.open()
  await attach(visitor, { ...picture, buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') })
  await expect(visitor.notice('This kind of file cannot be sent')).toBeVisible()
  await expect(visitor.panel.getByText('lamp.png: This kind of file cannot be sent')).toHaveCount(1)
  await expect(visitor.button('Try again')).toHaveCount(0)
  await visitor.button('Remove lamp.png').click()
  await expect(visitor.field).toBeFocused()
  await expect(visitor.panel.getByRole('list', { name: 'Files on their way' })).toHaveCount(0)
})

test('what is too large is refused before a byte of it leaves', async ({ host, visitor, protocol }) => {
  await host.visit('plain')
  await visitor.open()
  await attach(visitor, note(20_000_001))
  await expect(visitor.notice('21 MB is too much, the limit is 20 MB')).toBeVisible()
  expect(protocol.filter(request => request.includes('/files'))).toEqual([])
})

test('of too many files the first ones go, and the others wait for a press', async ({ host, visitor }) => {
  await host.visit('plain')
  await visitor.open()
  await attach(visitor, ...Array.from({ length: 11 }, (_, at) => note(10, `${at + 1}.txt`)))
  await expect(visitor.notice('These are too many files at once')).toBeVisible()
  await expect(link(visitor.log, '10.txt')).toBeVisible()
  await visitor.button('Try again').click()
  await expect(link(visitor.log, '11.txt')).toBeVisible()
  await expect(visitor.log.getByRole('link')).toHaveCount(11)
})

test('a file whose line is cut in the middle goes on by itself, once', async ({ meet, visitor, anna }) => {
  await meet('Good evening')
  let parts = 0
  await visitor.page.route('**/v1/files/*/*', route => (++parts === 3 ? route.abort() : route.continue()))
  await attach(visitor, note(600_000))
  await expect(link(visitor.log, 'note.txt')).toBeVisible()
  await expect(link(anna.log, 'note.txt')).toHaveCount(1)
  expect(parts).toBeGreaterThan(5)
})

test('a file goes on where it stood when the server comes back', async ({ meet, visitor, anna, backend }) => {
  await meet('Good evening')
  const places: number[] = []
  let kill = Promise.resolve()
  await visitor.page.route('**/v1/files/*/*', async route => {
    places.push(Number(new URL(route.request().url()).pathname.split('/').at(-1)))
    if (places.length === 4) kill = backend.kill()
    await kill
    await route.continue()
  })
  await attach(visitor, note(600_000))
  await expect(visitor.notice(/No connection/)).toBeVisible()
  await kill
  await backend.start()
  await expect(link(visitor.log, 'note.txt')).toBeVisible({ timeout: 60_000 })
  await expect(link(anna.log, 'note.txt')).toHaveCount(1, { timeout: 60_000 })
  // Nothing that was brought before was brought again.
  expect(places.filter(place => place === 0)).toHaveLength(1)
})

test('a file goes on while the panel is closed, and its picture is there when it is opened', async ({
  meet,
  visitor,
}) => {
  await meet('Good evening')
  let go = () => {}
  const held = new Promise<void>(resolve => (go = resolve))
  await visitor.page.route('**/v1/files/*/*', async route => {
    await held
    await route.continue()
  })
  await attach(visitor, picture)
  await expect(visitor.button('Cancel lamp.png')).toBeVisible()
  await visitor.fold()
  await visitor.open()
  await expect(visitor.button('Cancel lamp.png')).toBeVisible()
  await visitor.fold()
  const sent = visitor.page.waitForResponse(response => response.url().endsWith('/v1/commands'))
  go()
  await sent
  await visitor.open()
  await expect(visitor.log.getByRole('img', { name: 'lamp.png' })).toBeVisible()
})

test('a picture has its place before it comes, and where it was taken nobody is told', async ({
  meet,
  visitor,
  anna,
}) => {
  await meet('Good evening')
  // On its side, as phones write it.
  const buffer = taken(await photograph(visitor.page, 300, 200), 6)
  expect(toldBy(buffer)).toContain(PLACE.camera)
  let go = () => {}
  const held = new Promise<void>(resolve => (go = resolve))
  await visitor.page.route('**/files/*', async route => {
    if (route.request().resourceType() === 'image') await held
    await route.continue()
  })
  await attach(visitor, { name: 'sofa.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(buffer) })
  const shown = visitor.log.getByRole('img', { name: 'sofa.jpg' })
  await expect(shown).toBeVisible()
  const size = async () => {
    const box = await shown.boundingBox()
    return [box?.width, box?.height]
  }
  await expect.poll(size).toEqual([160, 240])
  go()
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalHeight)).toBe(300)
  expect(await size()).toEqual([160, 240])
  const address = await anna.log.getByRole('link', { name: 'sofa.jpg' }).getAttribute('href')
  const stored = Buffer.from(await (await fetch(address!)).arrayBuffer())
  expect(stored.length).toBeGreaterThan(500)
  expect(toldBy(stored)).toEqual([])
})

test('a file works under the strictest policy of a page', async ({ host, visitor }) => {
  await host.visit('strict-csp')
  await visitor.open()
  await attach(visitor, picture, note(10))
  await expect(link(visitor.log, 'note.txt')).toBeVisible()
  await expect(visitor.log.getByRole('img', { name: 'lamp.png' })).toBeVisible()
  expect(host.breaches).toEqual([])
  expect(host.console).toEqual([])
})

test('where the backend takes no files, nothing offers to send one', async ({ scriptedSite, page, visitor }) => {
  await page.goto(scriptedSite.page('plain'))
  await visitor.open()
  await visitor.say('Good evening')
  await expect(visitor.button('Attach a file')).toHaveCount(0)
  // The page stays where it is all the same.
  expect(await hand(visitor.log, 'drop', ['dropped.txt'])).toBe(true)
  await expect(visitor.log.getByText('dropped.txt')).toHaveCount(0)
})

test('the page sends files for its visitor, and hears in codes what is not taken', async ({
  meet,
  visitor,
  anna,
  host,
}) => {
  await meet('Good evening')
  const send = (names: readonly string[], text?: string) =>
    host.page.evaluate(
      ({ names, text }) => {
        const files = names.map(name => new File(['words'], name))
        return window.zvonek.send({ files, ...(text !== undefined && { text }) }).then(
          () => 'sent',
          ({ code }: { code: string }) => code,
        )
      },
      { names, text },
    )
  expect(await send(['first.txt', 'second.txt'], 'From the page')).toBe('sent')
  await expect(anna.message('From the page')).toBeVisible()
  await expect(link(anna.log, 'first.txt')).toBeVisible()
  await expect(link(anna.log, 'second.txt')).toBeVisible()
  expect(await send(['alone.txt'])).toBe('sent')
  await expect(link(visitor.log, 'alone.txt')).toBeVisible()
  expect(await send(['setup.exe'])).toBe('file.kind')
  expect(await send([])).toBe('options')
})

test('without a server nothing offers to send a file @page', async ({ meet, visitor, anna }) => {
  await meet('Good evening')
  await expect(visitor.field).toBeVisible()
  await expect(visitor.button('Attach a file')).toHaveCount(0)
  await expect(anna.button('Attach a file')).toHaveCount(0)
})
