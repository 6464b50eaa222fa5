import { expect, test, type Widget } from './fixtures.js'

/** As from the clipboard: in the page, since such a text would also fill every report of this test. */
const pasteMegabyte = ({ page }: Widget) =>
  page.evaluate(() => document.execCommand('insertText', false, 'Good day. '.repeat(100_000)))

test.describe('a visitor', () => {
  test('who pastes a megabyte is told how much is too much, and keeps it', async ({ host, visitor, anna }) => {
    // A browser alone takes its time to lay out a megabyte.
    test.slow()
    await host.visit('plain')
    await visitor.open()
    await visitor.field.focus()
    await pasteMegabyte(visitor)
    const length = () => visitor.field.evaluate((field: HTMLTextAreaElement) => field.value.length)
    const excess = '995999 characters too many, the limit is 4000'
    await expect(visitor.panel.getByText(excess).first()).toBeVisible()
    await expect(visitor.field).toHaveAccessibleDescription(excess)
    await visitor.pressSend()
    await visitor.field.press('Enter')
    expect(await length()).toBe(1_000_000)
    await expect(visitor.field).toBeFocused()
    await visitor.say('Shorter')
    await anna.accept('Visitor 1')
    await expect(anna.message('Shorter')).toBeVisible()
    expect(await anna.log.innerText()).not.toContain('Good day')
    expect(host.console).toEqual([])
  })

  test('who sends nothing sends nothing', async ({ host, visitor }) => {
    const words: string[] = []
    host.page.on('request', request => {
      const body = request.postData() ?? ''
      if (/"type":"(session\.start|message\.send)"/.test(body)) words.push(body)
    })
    await host.visit('plain')
    await visitor.open()
    for (const nothing of ['', '   ', '\n\n'])
      for (const key of ['Enter', 'Send']) {
        await visitor.field.fill(nothing)
        if (key === 'Enter') await visitor.field.press(key)
        else await visitor.pressSend()
        await expect(visitor.field).toBeFocused()
      }
    await expect(visitor.panel.getByRole('heading', { name: 'How can we help?' })).toBeVisible()
    expect(words).toEqual([])
    await visitor.say('Something')
    await expect.poll(() => words.join()).toContain('Something')
  })

  test('who sends ten thousand emoji is told; as many as fit are shown whole', async ({ host, visitor, anna }) => {
    const family = '👩‍👩‍👧‍👦'
    const many = '🔔'.repeat(10_000)
    const fitting = family.repeat(363)
    await host.visit('plain')
    await visitor.open()
    await visitor.field.fill(many)
    await expect(visitor.panel.getByText('16000 characters too many, the limit is 4000').first()).toBeVisible()
    await visitor.pressSend()
    expect(await visitor.field.inputValue()).toBe(many)
    await visitor.say(fitting)
    await visitor.say('<img src=x onerror=alert(1)> \u202Eabc \u0000 {{ }} ${1}')
    await anna.accept('Visitor 1')
    await expect(anna.message(fitting)).toBeVisible()
    await expect(anna.log.getByText('<img src=x onerror=alert(1)>')).toBeVisible()
    await expect(anna.log.getByRole('img')).toHaveCount(0)
    await expect(visitor.log.getByRole('img', { name: 'x' })).toHaveCount(0)
  })
})

test.describe('a page', () => {
  test('whose script sends too much or nothing is told by a code', async ({ host, visitor }) => {
    await host.visit('plain')
    await expect(visitor.push).toBeVisible()
    const send = (text: string) =>
      host.page.evaluate(async text => {
        return window.zvonek
          .send(text)
          .catch((error: { code: string; message: string }) => `${error.code}: ${error.message}`)
      }, text)
    expect(await send('')).toMatch(/^text\.empty: A message needs/)
    expect(await send('a'.repeat(4_001))).toMatch(/^text\.long: .*send it in parts/)
  })

  test('whose visitor is not known any more gets a new one, and the words go out', async ({
    host,
    backend,
    visitor,
    anna,
  }) => {
    const token = `zvonek:${new URL(backend.url).host}:token`
    await host.visit('plain')
    await visitor.open()
    await expect.poll(() => host.stored()).toEqual([`local ${token}`])
    await backend.kill()
    await visitor.say('Written before')
    await host.page.evaluate(token => localStorage.setItem(token, 'no-such-token'), token)
    // The page that knows better must be gone before there is somebody to tell.
    await host.page.goto('about:blank')
    await backend.start()
    await host.visit('plain')
    await visitor.open()
    await visitor.say('Written after')
    await anna.accept('Visitor 2')
    await expect.poll(() => anna.shown(/Written \w+/)).toEqual(['Written before', 'Written after'])
    await expect.poll(() => visitor.shown(/Written \w+/)).toEqual(['Written before', 'Written after'])
    expect(await host.page.evaluate(token => localStorage.getItem(token), token)).not.toBe('no-such-token')
  })

  test('whose words were for a conversation that is gone keeps them, to be sent into a new one', async ({
    host,
    backend,
    visitor,
    anna,
    meet,
  }) => {
    const token = `zvonek:${new URL(backend.url).host}:token`
    await meet('Good evening')
    await backend.kill()
    await visitor.say('Written before')
    await host.page.evaluate(token => localStorage.setItem(token, 'no-such-token'), token)
    // The page that knows better must be gone before there is somebody to tell.
    await host.page.goto('about:blank')
    await backend.start()
    await host.visit('plain')
    await visitor.open()
    await expect(visitor.notice(/^Not sent/)).toBeVisible()
    await visitor.button('Try again').click()
    await anna.accept('Visitor 2')
    await expect(anna.message('Written before')).toBeVisible()
    await expect(visitor.message('Written before')).toHaveCount(1)
  })

  test('whose storage holds nonsense works on, and leaves what it cannot read', async ({ host, backend, visitor }) => {
    const scope = `zvonek:${new URL(backend.url).host}:`
    await host.visit('plain')
    await host.page.evaluate(scope => {
      for (const [key, value] of Object.entries({
        running: '1',
        read: 'NaN',
        'out:1': '{',
        'out:2': '{"command":{"id":1}}',
      }))
        localStorage.setItem(scope + key, value)
    }, scope)
    await host.page.reload()
    await visitor.open()
    await visitor.say('Good evening')
    await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
    expect(await host.stored()).toEqual(expect.arrayContaining([`local ${scope}out:1`, `local ${scope}out:2`]))
    expect(host.console.filter(line => line.includes('outbox.unreadable'))).toHaveLength(2)
  })

  test.describe('of an origin that is not allowed', () => {
    test.use({ env: { ZVONEK_ORIGINS: 'https://shop.example' } })

    test('is told so by a code, its visitor by a sentence, and words are kept', async ({ host, visitor }) => {
      await host.visit('plain')
      await expect(visitor.push).toBeVisible()
      await host.tell(z => {
        window.heard = []
        z.on('*', event => window.heard.push(`${event.type} ${'code' in event ? event.code : ''}`.trim()))
      })
      await visitor.open()
      await expect(
        visitor.panel.getByText('The chat is not open to this website. What you write is kept.').first(),
      ).toBeVisible()
      await visitor.say('Good evening')
      await expect
        .poll(() => host.page.evaluate(() => window.heard))
        .toEqual(expect.arrayContaining(['connection origin', 'error origin']))
      expect(await host.tell(z => z.state.connection)).toBe('failed')
      expect((await host.stored()).filter(key => key.includes(':out:'))).toHaveLength(2)
    })
  })
})
