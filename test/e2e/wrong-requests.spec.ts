import { expect, test } from './fixtures.js'

const command = { id: '1'.repeat(32), type: 'session.leave', session: '2'.repeat(32) }
const wrong = [
  ['a body that is no JSON', { data: Buffer.from('{') }, 400, 'malformed', /JSON/],
  ['a command without its fields', { data: { ...command, session: 7 } }, 400, 'malformed', /session/],
  ['a command that nobody knows', { data: { ...command, type: 'cake.bake' } }, 400, 'unknown', /cake\.bake/],
  ['somebody else’s session', { data: command }, 404, 'gone', /no such session/],
  ['a megabyte', { data: { ...command, text: 'a'.repeat(1_000_000) } }, 413, 'tooLarge', /\d+ bytes/],
  ['another kind of body', { data: 'id=1', headers: { 'content-type': 'text/plain' } }, 415, 'type', /json/],
  ['a token of nowhere', { data: command, headers: { authorization: 'Bearer guessed' } }, 401, 'auth', /token/],
  ['a page of elsewhere', { data: command, headers: { origin: 'https://a.example' } }, 403, 'origin', /ZVONEK_ORIGINS/],
] as const

test('a developer who speaks to the server wrongly gets a status, a code and a sentence', async ({
  backend,
  request,
}) => {
  const own = { 'content-type': 'application/json', authorization: `Bearer ${await becomeVisitor(backend.url)}` }
  for (const [what, { data, ...more }, status, code, sentence] of wrong) {
    const headers = { ...own, ...('headers' in more && more.headers) }
    const answer = await request.post(`${backend.url}/v1/commands`, { data, headers })
    expect(answer.status(), what).toBe(status)
    const body = (await answer.json()) as { code: string; message: string }
    expect(body.code, what).toBe(code)
    expect(body.message, what).toMatch(sentence)
  }
})

test('a developer who starts it finds the addresses on the screen', async ({ backend, request }) => {
  expect(backend.said).toMatch(/http:\/\/localhost:\d+\/\n/)
  expect(backend.said).toContain(backend.desk('anna'))
  expect(backend.said).toContain(`${backend.url}/zvonek.js?widget=main`)
  expect((await request.get(`${backend.url}/healthz`)).ok()).toBe(true)
})

/** The token that a stream opened without one brings in its first event. */
const becomeVisitor = async (url: string): Promise<string> => {
  const stop = new AbortController()
  const { body } = await fetch(`${url}/v1/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ protocol: 1, widget: 'main' }),
    signal: stop.signal,
  })
  let text = ''
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const [, token] = /"token":"([^"]+)"/.exec(text) ?? []
    if (token) return (stop.abort(), token)
  }
  throw new Error(`no token: ${text}`)
}
