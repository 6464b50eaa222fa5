import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SignIn } from '../../../demo/desk/rooms/SignIn.js'
import { signIn, signOut } from '../../../demo/desk/sign-in.js'

const undo: (() => void)[] = []
afterEach(() => {
  for (const off of undo.splice(0)) off()
  vi.unstubAllGlobals()
})

/** A server that answers each path with what the test says. */
const serve = (answers: Record<string, Response>) => {
  const asked: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    const key = `${init?.method ?? 'GET'} ${path.replace('/v1/desk/', '')}`
    asked.push({ path: key, body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined })
    const answer = answers[key]
    return answer ? Promise.resolve(answer.clone()) : Promise.reject(new TypeError('no server'))
  })
  return asked
}
const json = (body: object, status = 200, headers = {}) => new Response(JSON.stringify(body), { status, headers })

const show = async (by: 'key' | 'password', operator = '') => {
  const asked = serve({ 'GET door': json({ by }), 'POST login': json({ code: 'auth' }, 401) })
  const root = document.body.appendChild(document.createElement('div'))
  undo.push(
    () => render(null, root),
    () => root.remove(),
  )
  const onSubmit = vi.fn(signIn)
  await act(() => render(<SignIn operator={operator} problem={undefined} onSubmit={onSubmit} />, root))
  await vi.waitFor(() => expect(document.activeElement?.localName).toBe('input'))
  const field = (label: string) =>
    [...root.querySelectorAll('label')].find(one => one.textContent === label)?.querySelector('input') ??
    expect.fail(`no field ${label}`)
  const press = () =>
    act(async () => {
      root.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
      await (onSubmit.mock.results.at(-1)?.value as Promise<unknown>)
    })
  return { root, asked, field, press, alert: () => root.querySelector('[role=alert]')?.textContent.trim() }
}

describe('the door of a real desk', () => {
  it('asks for name and password, as a password manager knows them', async () => {
    const { field, root } = await show('password')
    expect(field('Name').autocomplete).toBe('username')
    expect([field('Password').autocomplete, field('Password').type]).toEqual(['current-password', 'password'])
    expect(document.activeElement).toBe(field('Name'))
    expect(root.textContent).not.toContain('key')
  })

  it('goes to the password where it knows who sat here', async () => {
    const { field } = await show('password', 'anna')
    expect([field('Name').value, document.activeElement]).toEqual(['anna', field('Password')])
  })

  it('sends a password as it was typed, spaces and all', async () => {
    const { field, press, asked } = await show('password')
    field('Name').value = ' Anna '
    field('Password').value = ' two  words '
    await press()
    expect(asked.at(-1)).toEqual({ path: 'POST login', body: { operator: 'anna', password: ' two  words ' } })
  })

  it('says what is wrong beside the field, and comes back to it', async () => {
    const { field, press, alert } = await show('password', 'anna')
    field('Password').value = 'wrong horse 9'
    await press()
    expect(alert()).toBe('This name or password is not right.')
    expect(field('Password').getAttribute('aria-describedby')).toBe('problem')
    expect(field('Password').getAttribute('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(field('Password'))
    expect(field('Password').value).toBe('wrong horse 9')
  })

  it('asks for what is missing before it asks the server', async () => {
    const { field, press, alert, asked } = await show('password')
    await press()
    expect([alert(), document.activeElement]).toEqual(['Write the operator’s name first.', field('Name')])
    field('Name').value = 'anna'
    await press()
    expect([alert(), document.activeElement]).toEqual(['Write your password first.', field('Password')])
    expect(asked.filter(({ path }) => path.startsWith('POST'))).toEqual([])
  })
})

describe('the door of the demo', () => {
  it('asks for the printed key, and proposes Anna', async () => {
    const { field, root } = await show('key')
    expect([field('Operator').value, document.activeElement]).toEqual(['anna', field('Desk key')])
    expect(root.textContent).toContain('The server prints the desk key when it starts.')
  })
})

describe('what the server answers', () => {
  const PASSWORD = { operator: 'anna', by: 'password', secret: 'x' } as const
  it.each([
    [json({}, 200), undefined],
    [json({}, 401), 'This name or password is not right.'],
    [json({}, 400), 'This name or password is not right.'],
    [json({}, 429, { 'retry-after': '8' }), 'Too many tries. You can go on in 8 s.'],
    [json({}, 429, { 'retry-after': '300' }), 'Too many tries. You can go on in 5 minutes.'],
    [json({}, 503), 'The server does not answer. Check that it runs, then try again.'],
    [json({}, 415), 'The server refused to sign you in (415).'],
  ])('is told in words (%#)', async (answer, words) => {
    serve({ 'POST login': answer })
    expect(await signIn(PASSWORD)).toBe(words)
  })

  it('is told in words when there is none', async () => {
    serve({})
    expect(await signIn(PASSWORD)).toMatch(/^The server does not answer/)
    expect(await signOut('anna')).toBe(false)
  })

  it('lets go of who is out already', async () => {
    serve({ 'POST logout': json({}, 401) })
    expect(await signOut('anna')).toBe(true)
  })
})
