import { expect, test } from './fixtures.js'
import { begin, html, json, OPERATOR, SESSION, spoken } from './rig/scripted-backend.js'

test.beforeEach(async ({ page, scriptedSite, visitor }) => {
  await page.goto(scriptedSite.page('plain'))
  await expect(visitor.push).toBeVisible()
})

test('a backend that says what nobody knows, or says it wrongly, is heard as far as it makes sense', async ({
  scripted,
  visitor,
  page,
}) => {
  const warnings: string[] = []
  page.on('console', message => warnings.push(`${message.type()}: ${message.text()}`))
  await visitor.open()
  await expect(visitor.panel.getByText('We are here')).toBeVisible()
  scripted.say({ type: 'session.changed', cursor: 'e.2', session: SESSION })
  scripted.say({ type: 'fireworks', colour: 'red' })
  scripted.say(spoken(3, 'First'))
  scripted.say('data: {"type":"message.added","message":\n\n')
  scripted.say('data: null\n\ndata: 7\n\ndata: []\n\nevent: odd\ndata: {"type":"constructor"}\n\n')
  scripted.say({ type: 'message.added', message: { id: 'm9', body: 'not a body' } })
  scripted.say({ ...spoken(4, 'Second'), mood: 'good' })
  scripted.say({
    type: 'message.added',
    cursor: 'e.5',
    message: { ...spoken(5, '').message, body: { kind: 'hologram', text: 'A hologram, in words' } },
  })
  scripted.say(': comment\n\n')
  scripted.say(spoken(6, 'Third'))
  await expect(visitor.message('Third')).toBeVisible()
  expect(await visitor.shown(/First|Second|A hologram, in words|Third/)).toEqual([
    'First',
    'Second',
    'A hologram, in words',
    'Third',
  ])
  expect(scripted.opened).toHaveLength(1)
  expect(warnings.filter(line => line.startsWith('warning: zvonek: event.malformed')).length).toBeGreaterThanOrEqual(4)
  expect(warnings.filter(line => line.startsWith('error'))).toEqual([])
})

test('a backend that has forgotten our protocol asks for a reload, and words are kept', async ({
  scripted,
  visitor,
  page,
}) => {
  scripted.onStream(response => begin(response, { protocol: 9, oldest: 8 }))
  await visitor.open()
  await expect(
    visitor.panel.getByText('This page is out of date. Reload it, what you write is kept.').first(),
  ).toBeVisible()
  await visitor.say('Good evening')
  expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.includes(':out:')).length)).toBe(2)
  expect(scripted.commands).toEqual([])

  scripted.onStream(response => begin(response, { protocol: 9, oldest: 1 }))
  await page.reload()
  await visitor.open()
  await expect.poll(() => scripted.commands.map(({ text }) => text)).toEqual([undefined, 'Good evening'])
  await expect(visitor.message('Good evening')).toBeVisible()
})

test('a backend behind a proxy that answers with its own page is waited for', async ({ scripted, visitor }) => {
  scripted.onStream(response => html(response))
  await visitor.open()
  await visitor.say('Good evening')
  await expect(
    visitor.panel.getByText('No connection. What you write is kept and goes out by itself.').first(),
  ).toBeVisible()
  scripted.onStream(response => begin(response))
  await expect
    .poll(() => scripted.commands.map(({ text }) => text), { timeout: 20_000 })
    .toEqual([undefined, 'Good evening'])
})

test('a backend whose answers get lost on the way is asked again with the same id', async ({ scripted, visitor }) => {
  const ids: string[] = []
  scripted.onCommand((command, response) => {
    ids.push(command.id)
    const tries = ids.filter(id => id === command.id).length
    if (tries === 1) html(response)
    else if (tries === 2) html(response, 502)
    else json(response, 200, command.type === 'session.start' ? { session: SESSION } : spokenBack(command))
  })
  await visitor.open()
  await visitor.say('Good evening')
  await expect(visitor.panel.getByText(/^Sent /)).toBeVisible({ timeout: 20_000 })
  expect(ids).toHaveLength(6)
  expect(new Set(ids).size).toBe(2)
  await expect(visitor.message('Good evening')).toHaveCount(1)
})

test('a backend that refuses a message says why, and the words can be tried again or dropped', async ({
  scripted,
  visitor,
}) => {
  scripted.onCommand((command, response) =>
    command.type === 'session.start'
      ? json(response, 200, { session: SESSION })
      : json(response, 413, { code: 'tooLarge', limit: 10 }),
  )
  await visitor.open()
  await visitor.say('Good evening')
  await expect(visitor.panel.getByText('Not sent: it is too long').first()).toBeVisible()
  scripted.onCommand((command, response) => json(response, 200, spokenBack(command)))
  await visitor.button('Try again').click()
  await expect(visitor.panel.getByText(/^Sent /)).toBeVisible()
  await expect(visitor.message('Good evening')).toHaveCount(1)
})

test('a backend that sends everything twice and cuts the line is heard once', async ({ scripted, visitor }) => {
  await visitor.open()
  await expect(visitor.panel.getByText('We are here')).toBeVisible()
  scripted.say({ type: 'session.changed', cursor: 'e.2', session: SESSION })
  for (const seq of [3, 3, 4, 3, 4]) scripted.say(spoken(seq, `Word ${seq}`))
  scripted.say({ type: 'typing.changed', session: 's1', operator: OPERATOR, on: true })
  await expect(visitor.panel.getByText('is writing…', { exact: true })).toBeVisible()
  // A hole in the order: it must come back and ask for everything anew, since a cursor would bring the same hole.
  scripted.onStream(response => {
    begin(response)
    for (const seq of [2, 3, 4, 5, 6])
      response.write(
        `data: ${JSON.stringify(seq === 2 ? { type: 'session.changed', cursor: 'e.2', session: SESSION } : spoken(seq, `Word ${seq}`))}\n\n`,
      )
  })
  scripted.say(spoken(6, 'Word 6'))
  await expect(visitor.message('Word 6')).toBeVisible()
  expect(await visitor.shown(/Word \d/)).toEqual(['Word 3', 'Word 4', 'Word 5', 'Word 6'])
  expect(scripted.opened).toEqual([1, 2].map(() => expect.not.objectContaining({ after: expect.anything() })))
})

const spokenBack = ({ id, text = '' }: { id: string; text?: string }) => ({
  message: {
    id: `m-${id}`,
    version: 1,
    session: 's1',
    seq: 50,
    at: 1,
    from: 'visitor',
    command: id,
    body: { kind: 'text', text },
  },
})
