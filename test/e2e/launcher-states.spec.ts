import { expect, test } from './fixtures.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'
import { begin, OPERATOR, SESSION } from './rig/scripted-backend.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const offline = { state: 'offline', reason: 'noOperators' }

test('the launcher says who is there, once somebody has acted and as the backend says', async ({
  page,
  scripted,
  scriptedSite,
}) => {
  const visitor = widgetOn(page)
  const push = (name: string) => visitor.launcher.getByRole('button', { name, exact: true })
  const says = async (lines: Record<string, string>) => {
    for (const [name, line] of Object.entries(lines)) await expect(push(name)).toHaveAccessibleDescription(line)
  }
  scripted.onStream(response =>
    begin(response, {
      capabilities: ['letters', 'callback', 'video'],
      availability: { webchat: { state: 'busy', wait: 170 }, video: { state: 'busy' }, callback: { state: 'online' } },
    }),
  )
  scriptedSite.change('plain', html => html.replace('?widget=main"', '" data-buttons="webchat video callback"'))
  await page.goto(scriptedSite.page('plain'))

  // Who only points at it has fetched all that could say so, and knows nothing.
  await push('Chat').hover()
  await expect(push('Chat').getByText('Chat', { exact: true })).toBeVisible()
  await says({ Chat: '', 'Video call': '', 'Call me back': '' })
  expect(scripted.opened).toEqual([])

  await visitor.open()
  await visitor.fold()
  await says({ Chat: 'About 3 minutes to wait', 'Video call': 'Everybody is busy', 'Call me back': '' })
  await push('Chat').hover()
  expect(await seriousFaults(page)).toEqual([])

  scripted.say({ type: 'availability.changed', availability: { webchat: offline, video: offline, callback: offline } })
  await says({
    Chat: 'Leave a message',
    'Video call': 'Nobody is at the desk now',
    'Call me back': 'Nobody is at the desk now',
  })
  expect(await seriousFaults(page)).toEqual([])
  // The ring of one that is off is an edge as everywhere, light and dark, with no panel open.
  const ring = () => push('Video call').evaluate(shown => getComputedStyle(shown).boxShadow)
  await expect.poll(ring).toContain('rgb(133, 131, 124)')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(ring).toContain('rgb(135, 144, 141)')
  await page.emulateMedia({ colorScheme: 'light' })

  // Who is in a conversation comes back to it, whoever else is there.
  scripted.say({ type: 'session.changed', session: { ...SESSION, operators: [OPERATOR] } })
  await says({ Chat: '', 'Video call': 'Nobody is at the desk now' })
  scripted.say({ type: 'session.changed', session: { ...SESSION, version: 2, state: 'ended', endedAt: 3 } })
  await says({ Chat: 'Leave a message' })

  scripted.say({ type: 'availability.changed', availability: { webchat: { state: 'online' } } })
  await says({ Chat: '', 'Video call': '', 'Call me back': '' })
})
