import { expect, test, type Backend } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

/** Leaves a letter as a page with the widget does, without the widget. */
const leaveLetter = async ({ url }: Backend, values: Record<string, string>) => {
  const post = (path: string, body: object, headers: object = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const stream = await post('/v1/stream', { protocol: 1, widget: 'main' })
  const reader = stream.body!.getReader()
  let text = ''
  while (!text.includes('"token"')) text += new TextDecoder().decode((await reader.read()).value)
  await reader.cancel()
  const [, token = ''] = /"token":"([\w-]+)"/.exec(text) ?? []
  const letter = { id: `l${Math.random()}`, type: 'letter.send', widget: 'main', values, took: 9_000 }
  const response = await post('/v1/commands', letter, { authorization: `Bearer ${token}` })
  expect(response.status).toBe(200)
}

test('what was left is at the desk, with how it went to the mailbox, and is marked as handled for everybody', async ({
  backend,
  anna,
  sit,
}) => {
  await leaveLetter(backend, {
    name: 'Jana Nováková',
    email: 'jana@mail.example',
    phone: '+420 601 234 567',
    message: 'Do you deliver to Slovakia?\nI would need it by Friday.',
    order: '2026-1184',
  })
  const letter = anna.letters.getByRole('listitem')
  await expect(anna.page.getByRole('heading', { name: 'Offline messages 1 new' })).toBeVisible()
  await letter.getByRole('button', { name: 'Jana Nováková' }).click()
  await expect(letter).toContainText('Do you deliver to Slovakia?\nI would need it by Friday.', { useInnerText: true })
  await expect(letter.getByRole('link', { name: 'jana@mail.example' })).toHaveAttribute(
    'href',
    'mailto:jana%40mail.example',
  )
  await expect(letter.getByRole('link', { name: '+420 601 234 567' })).toHaveAttribute('href', 'tel:+420601234567')
  await expect(letter.getByText(/^Written into the mailbox folder at /)).toBeVisible()
  expect(await seriousFaults(anna.page)).toEqual([])

  const boris = await sit('boris')
  await letter.getByRole('button', { name: 'Mark as handled' }).click()
  await expect(letter.getByText(/^Handled by Anna at /)).toBeVisible()
  await expect(boris.page.getByRole('heading', { name: 'Offline messages none new' })).toBeVisible()
  await backend.kill()
  await backend.start()
  await boris.page.reload()
  await boris.letters.getByRole('button', { name: /handled/ }).click()
  await boris.letters.getByRole('button', { name: 'Not handled after all' }).click()
  await expect(anna.page.getByRole('heading', { name: 'Offline messages 1 new' })).toBeVisible()
})

test.describe('while the mail server is down', () => {
  test.use({ env: { SMTP_URL: 'smtp://127.0.0.1:9', ZVONEK_MAIL_TO: 'help@shop.example' } })

  test('what nobody could mail says so, and is here all the same', async ({ anna, backend }) => {
    await leaveLetter(backend, { phone: '<img src=x onerror=alert(1)>', message: '<b>Hello</b>' })
    const letter = anna.letters.getByRole('listitem')
    await expect(letter).toContainText('not mailed yet')
    await letter.getByRole('button', { name: '<img src=x onerror=alert(1)>' }).click()
    await expect(letter.getByText('<b>Hello</b>').last()).toBeVisible()
    await expect(letter.getByText(/^The mail server did not take it \(ESOCKET\). It is tried again at /)).toBeVisible()
    await expect(letter.getByRole('link')).toHaveCount(0)
  })
})
