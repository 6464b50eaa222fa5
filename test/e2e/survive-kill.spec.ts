import { expect, test, type Desk, type Widget } from './fixtures.js'

const EACH = 45
const LOST = /No connection\. What you write is kept and goes out by itself\./
const KEPT = /No connection to the server\. What you write is kept and goes out by itself\./

/** Both sides write at the same time, round after round, through whatever happens; `onRound` must not be waited for. */
const keepWriting = async (sides: Readonly<Record<string, Widget | Desk>>, onRound: (n: number) => void) => {
  for (let n = 1; n <= EACH; n++) {
    onRound(n)
    const write = async ([who, { field }]: [string, Widget | Desk]) => {
      await field.fill(`${who}-${n}`)
      await field.press('Enter')
    }
    await Promise.all(Object.entries(sides).map(write))
  }
}

const inOrder = (who: string) => Array.from({ length: EACH }, (_, index) => `${who}-${index + 1}`)
const of = (who: string, all: readonly string[]) => all.filter(text => text.startsWith(who))

test('the server is killed three times while both sides write: nothing is lost, doubled or out of order', async ({
  backend,
  host,
  visitor,
  anna,
  meet,
}) => {
  test.setTimeout(240_000)
  await meet('Good evening')
  const born = await Promise.all([visitor, anna].map(({ page }) => page.evaluate(() => performance.timeOrigin)))

  let kills = Promise.resolve()
  const killAt = (n: number) => {
    if (n === 10 || n === 20) kills = kills.then(backend.kill).then(backend.start)
    // The third time it stays away until both sides have said so.
    if (n === 30)
      kills = kills.then(async () => {
        await backend.kill()
        await expect(visitor.notice(LOST)).toBeVisible()
        await expect(anna.page.getByRole('alert').getByText(KEPT)).toBeVisible()
        await backend.start()
        await expect(visitor.notice('Connected again')).toBeVisible({ timeout: 40_000 })
        await expect(anna.page.getByRole('alert').getByText(KEPT)).toBeHidden({ timeout: 40_000 })
      })
  }
  await keepWriting({ visitor, anna }, killAt)
  await kills

  const word = /(?:visitor|anna)-\d+/
  await expect.poll(async () => (await visitor.shown(word)).length, { timeout: 40_000 }).toBe(2 * EACH)
  await expect.poll(async () => (await anna.shown(word)).length, { timeout: 40_000 }).toBe(2 * EACH)
  const seen = await visitor.shown(word)
  expect(of('visitor', seen)).toEqual(inOrder('visitor'))
  expect(of('anna', seen)).toEqual(inOrder('anna'))
  await expect.poll(() => anna.shown(word)).toEqual(seen)

  await expect(visitor.notice(/Connected again|Not sent|Waiting for the connection/)).toHaveCount(0)
  await expect(anna.page.getByText(/Not sent|Waiting for the connection/)).toHaveCount(0)
  expect(await Promise.all([visitor, anna].map(({ page }) => page.evaluate(() => performance.timeOrigin)))).toEqual(
    born,
  )

  // What stands in the pages is what stands in the database: a fresh page shows the same.
  await host.page.reload()
  await visitor.open()
  await expect.poll(() => visitor.shown(word)).toEqual(seen)
})

test('a server that comes back finds the queue as it was', async ({ backend, host, visitor, anna }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await expect(anna.client('Visitor 1')).toBeVisible()
  await backend.kill()
  await visitor.say('Is anybody there?')
  await backend.start()
  await anna.accept('Visitor 1')
  await expect(anna.message('Is anybody there?')).toBeVisible({ timeout: 20_000 })
  expect(await anna.shown(/Good evening|Is anybody there\?/)).toEqual(['Good evening', 'Is anybody there?'])
})
