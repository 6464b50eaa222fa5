import { expect, test } from './fixtures.js'
import { deskOn } from './models/desk.js'
import { widgetOn } from './models/widget.js'
import { runBackendIn } from './rig/page-mode.js'

/* What is true of a backend inside the page only; what is true of both is tagged in the other files. */
test.describe('without a server @page', () => {
  test('the server may go once the pages are there', async ({ backend, page, visitor, anna }) => {
    await page.goto(backend.qa)
    await visitor.open()
    await visitor.say('Good evening')
    await anna.accept('Visitor 1')
    await backend.kill()
    await anna.say('Good evening to you')
    await expect(visitor.message('Good evening to you')).toBeVisible()
    await visitor.say('Is anybody there?')
    await expect(anna.message('Is anybody there?')).toBeVisible()
    await expect(anna.page.getByText(/^Read/).last()).toBeVisible()
  })

  test('a reload of the desk keeps the conversation; one of the QA page begins anew, and the desk is told', async ({
    backend,
    page,
    visitor,
    anna,
  }) => {
    await page.goto(backend.qa)
    await expect(anna.page.getByText(/^Without a server: this desk talks to the QA page in another tab/)).toBeVisible()
    await visitor.open()
    await visitor.say('Good evening')
    await anna.accept('Visitor 1')
    await anna.say('Good evening to you')
    await anna.page.reload()
    await anna.turnTo('Visitor 1')
    await expect
      .poll(() => anna.shown(/Good evening to you|Good evening/))
      .toEqual(['Good evening', 'Good evening to you'])
    await visitor.say('Still here')
    await expect(anna.message('Still here')).toBeVisible()

    await page.goto('about:blank')
    await expect(anna.page.getByRole('alert')).toContainText('The QA page in the other tab is not there')
    await page.goto(backend.qa)
    await expect(anna.page.getByRole('alert')).toHaveText('')
    await expect(anna.conversations.getByRole('button')).toHaveCount(0)
    await visitor.open()
    await expect(visitor.message('Good evening')).toHaveCount(0)
    await visitor.say('Once more')
    await expect(anna.client('Visitor 1')).toContainText('Once more')
  })

  test('two tabs of one visitor are one conversation, and the second takes over when the first goes', async ({
    backend,
    page,
    context,
    visitor,
    anna,
  }) => {
    await runBackendIn(page, backend)
    await visitor.open()
    await visitor.say('From the first tab')
    const second = widgetOn(await context.newPage())
    await second.page.goto(backend.qa)
    await expect(second.page.getByText(/^The backend runs in another tab of this page/)).toBeVisible()
    await second.open()
    await expect(second.message('From the first tab')).toBeVisible()
    await second.say('From the second tab')
    await expect(visitor.message('From the second tab')).toBeVisible()
    await expect(anna.client('Visitor 1')).toBeVisible()

    await page.close()
    await expect(second.page.getByText(/^The backend runs in this page/)).toBeVisible()
    // The new one knows nothing of it: that is told, and the words stand there to be sent again.
    await expect(second.log.getByText('We have lost some messages', { exact: true })).toBeVisible()
    await expect(second.message('From the first tab')).toBeVisible()
    await second.say('A new beginning')
    await expect(anna.client('Visitor 1')).toContainText('A new beginning')
  })

  test('a visitor’s tab that is gone without a word is noticed', async ({ host, anna, meet }) => {
    // As if it crashed: nobody in the page hears that it goes.
    await host.page.addInitScript(() => {
      for (const type of ['pagehide', 'freeze', 'visibilitychange'])
        window.addEventListener(type, event => event.stopImmediatePropagation(), { capture: true })
    })
    await meet('Good evening')
    const about = anna.page.getByRole('main')
    await expect(about).not.toContainText('offline')
    await host.page.close()
    // A reload is no leaving, so the backend waits a moment before it says so.
    await expect(about).toContainText('offline', { timeout: 20_000 })
  })

  test('a page that comes back by the Back button runs a backend again', async ({ backend, page, anna }) => {
    await runBackendIn(page, backend)
    await expect(anna.page.getByRole('img', { name: 'Anna' })).toBeVisible()
    await page.goto('about:blank')
    await expect(anna.page.getByRole('alert')).toContainText('The QA page in the other tab is not there')
    await page.goBack()
    await expect(page.getByText(/^The backend runs in this page/)).toBeVisible()
    await expect(anna.page.getByRole('alert')).toHaveText('')
  })

  test('where the browser gives no locks, both pages say what is missing', async ({ backend, context, page }) => {
    await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }))
    await page.goto(backend.qa)
    await expect(page.getByText('It needs a page on localhost or over https.')).toBeVisible()
    const desk = await context.newPage()
    await desk.goto(backend.desk('anna'))
    await expect(desk.getByRole('alert')).toContainText('on localhost or over https')
  })

  test('a desk for nobody says so', async ({ backend, page, context }) => {
    await runBackendIn(page, backend)
    const desk = await context.newPage()
    await desk.goto(backend.desk('carl'))
    await expect(desk.getByRole('alert')).toContainText('The QA page does not let this desk in')
  })
})

test('the switch is part of the address, and takes effect at once', async ({ backend, page, visitor, protocol }) => {
  await page.goto(backend.url)
  await page.getByRole('switch', { name: 'Without a server' }).click()
  await expect(page.getByText(/^The backend runs in this page/)).toBeVisible()
  await expect(page).toHaveURL(`${backend.url}/?backend=page`)
  const before = protocol.length
  await visitor.open()
  await visitor.say('Good evening')
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Operator’s desk: Anna' }).click(),
  ])
  await deskOn(tab).accept('Visitor 1')
  await expect(visitor.panel.getByText('Anna is here').first()).toBeVisible()
  expect(protocol.slice(before)).toEqual([])

  // With a server the same look finds something: that is what it is worth.
  await page.getByRole('switch', { name: 'Without a server' }).click()
  await expect(page).toHaveURL(`${backend.url}/`)
  await expect(tab.getByRole('alert')).toContainText('The QA page in the other tab is not there')
  await visitor.open()
  await visitor.say('With a server')
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  const paths = protocol.slice(before).map(request => request.replace(backend.url, ''))
  expect(paths).toEqual(expect.arrayContaining(['POST /v1/stream', 'POST /v1/commands']))
})
