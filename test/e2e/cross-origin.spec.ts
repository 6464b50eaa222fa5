import { expect, test, type Desk } from './fixtures.js'
import { widgetOn } from './models/widget.js'

/** What a page does to an operator who has strayed to it while logged in; it closes over nothing, since it travels as text. */
const attack = async (desk: string) => {
  const tries: Promise<unknown>[] = []
  const command = JSON.stringify({ id: 'evil', type: 'operator.available', on: false })
  for (const path of ['logout', 'commands', 'stream']) {
    const url = `${desk}/${path}`
    for (const mode of ['cors', 'no-cors'] as const)
      for (const type of ['text/plain', 'application/json'])
        tries.push(
          fetch(url, {
            method: 'POST',
            mode,
            credentials: 'include',
            body: command,
            headers: { 'content-type': type, ...(mode === 'cors' && { 'x-zvonek-operator': 'anna' }) },
          }).then(response => response.type !== 'opaque' && `read ${path}`),
        )
    navigator.sendBeacon(url, command)
    for (const enctype of ['text/plain', 'multipart/form-data']) {
      const frame = document.createElement('iframe')
      frame.name = `${path} ${enctype}`
      const form = Object.assign(document.createElement('form'), { method: 'post', action: url, enctype })
      form.target = frame.name
      form.append(Object.assign(document.createElement('input'), { name: command.slice(0, -1), value: '}' }))
      document.body.append(frame, form)
      tries.push(new Promise(done => frame.addEventListener('load', done, { once: true })))
      form.submit()
    }
  }
  const answers = await Promise.allSettled(tries)
  return answers.flatMap(answer =>
    answer.status === 'fulfilled' && typeof answer.value === 'string' ? [answer.value] : [],
  )
}

/** Whether everything is as it was: logged in, available, and the client still waits. */
const isUntouched = async ({ page, client }: Desk) => {
  await page.reload()
  await expect(page.getByRole('switch', { name: 'Available' })).toBeChecked()
  await expect(client('Visitor 1')).toBeVisible()
}

test('a page that the operator strays to can do nothing in their name', async ({ anna, site, backend, somebody }) => {
  const visitor = widgetOn(await somebody())
  await visitor.page.goto(site.page('plain'))
  await visitor.open()
  await visitor.say('Good evening')
  await expect(anna.client('Visitor 1')).toBeVisible()

  // Of another site, and of another port of the same one, where even strict cookies go along.
  for (const url of [site.url, site.url.replace('127.0.0.1', 'localhost')]) {
    const evil = await anna.page.context().newPage()
    await evil.goto(`${url}/clash.html`)
    expect(await evil.evaluate(attack, `${backend.url}/v1/desk`), url).toEqual([])
    await evil.close()
    await isUntouched(anna)
  }
  expect(backend.said).not.toContain('server.failed')

  // The same requests from the desk's own page do have their effect: it would have been seen.
  await anna.page.evaluate(attack, '/v1/desk')
  await anna.page.reload()
  await expect(anna.page.getByLabel('Desk key')).toBeVisible()
})

test('the desk is in nobody’s frame', async ({ anna, site, backend }) => {
  const evil = await anna.page.context().newPage()
  site.change('plain', html => html.replace('</main>', `</main><iframe src="${backend.url}/desk/"></iframe>`))
  const refused = evil.waitForEvent('console', message => message.text().includes('frame-ancestors'))
  await evil.goto(site.page('plain').replace('127.0.0.1', 'localhost'))
  expect((await refused).text()).toContain(backend.url)
  await expect(evil.frameLocator('iframe').getByRole('switch')).toHaveCount(0)
})
