import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { refusal } from '../../../src/transports/http/refusal.js'
import { recordSession } from './session.js'

const PATH = 'src/protocol/README.md'
const readme = readFileSync(PATH, 'utf8')
const PLACE = /(<!-- recorded -->\n+```\n).*?(```\n+<!-- recorded -->)/s

/** The README with the session of today in its place. */
const renewed = (text: string, lines: readonly string[]) => {
  expect(text).toMatch(PLACE)
  return text.replace(PLACE, (_, before: string, after: string) => `${before}${lines.join('\n')}\n${after}`)
}

it('shows a session in the protocol’s README as the server speaks today (vitest -u records it anew)', async () => {
  const { visitor } = await recordSession()
  await expect(renewed(readme, visitor)).toMatchFileSnapshot(`../../../${PATH}`)
})

it('would see a README that tells of another server', async () => {
  const { visitor } = await recordSession()
  const stale = readme.replace('"seq":5', '"seq":6')
  expect(stale).not.toBe(readme)
  expect(renewed(stale, visitor)).not.toBe(stale)
})

it('records the same session each time', async () => {
  const [one, other] = [await recordSession(), await recordSession()]
  expect(one.visitor).toEqual(other.visitor)
  expect(one.visitor.join('\n')).not.toMatch(/[\w-]{22,}/)
})

it('tells the statuses of failures as the http transport reads them', async () => {
  const rows = [...readme.matchAll(/^\| `(\w+)` \|.*\|([^|]*)\|$/gm)].map(([, kind, cell = '']) => ({ kind, cell }))
  expect(rows.map(({ kind }) => kind).sort()).toEqual(['auth', 'gone', 'rejected', 'reset', 'retry', 'tooLarge'])
  const told = rows.flatMap(({ kind, cell }) =>
    (cell.match(/\d{3}/g) ?? []).map(status => [kind, Number(status)] as const),
  )
  expect(told.length).toBeGreaterThan(4)
  for (const [kind, status] of [...told, ['rejected', 422], ['rejected', 409], ['retry', 500], ['retry', 502]] as const)
    expect((await refusal(new Response('', { status }), 'unknown')).failure.kind, String(status)).toBe(kind)
})

it('fits on one screen', () => {
  expect(readme.split('\n').length).toBeLessThan(100)
})
