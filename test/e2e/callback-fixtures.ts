import type { BrowserContext, Page } from '@playwright/test'
import type { GroupSettings } from '../../demo/backend/groups.js'
import { demoWidgets, type Widget } from '../../demo/server/widgets.js'
import { createMovableClock } from '../support/movable-clock.js'
import { expect, test as base } from './fixtures.js'
import { callerOn, type Caller } from './models/callback.js'
import { createTimedBackend, type TimedBackend } from './rig/timed-backend.js'

/** Thursday, five past ten in the morning in Prague. */
export const MORNING = Date.parse('2026-11-26T09:05:00Z')
export const MINUTE = 60_000

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const week = Object.fromEntries(days.map(day => [day, [['09:00', '12:00']] as const]))
const GROUPS: Readonly<Record<string, GroupSettings>> = {
  desk: { hours: { zone: 'Europe/Prague', week }, callbacks: 1 },
}

interface Parts {
  groups: Readonly<Record<string, GroupSettings>>
  widgets: Readonly<Record<string, Widget>>
  timed: TimedBackend
  caller: Caller
  /** Another person, at the same hour and in Prague. */
  neighbour(): Promise<Page>
  /** The neighbour has chosen half past ten as the visitor has, whose it is already, and has pressed. */
  tooLate(): Promise<Caller>
}

/** A server that opens from nine to twelve in Prague, where it is Thursday morning; pages take its clock, in their own zone. */
export const test = base.extend<Parts>({
  groups: [GROUPS, { option: true }],
  widgets: [demoWidgets, { option: true }],
  timezoneId: 'Europe/Prague',
  timed: async ({ groups, widgets }, use) => {
    const time = createMovableClock()
    time.leap(MORNING - Date.now())
    const timed = await createTimedBackend(time, { groups, widgets })
    await use(timed)
    await timed.dispose()
  },
  backend: async ({ timed }, use) => use(timed),
  site: async ({ site }, use) => {
    for (const page of ['plain', 'strict-csp', 'polluted', 'shop'])
      site.change(page, html => html.replace('?widget=main', '?widget=main&amp;buttons=webchat,callback'))
    await use(site)
  },
  page: async ({ page }, use) => {
    await page.clock.install({ time: MORNING })
    await use(page)
  },
  neighbour: async ({ browser }, use) => {
    const contexts: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext({ timezoneId: 'Europe/Prague' })
      contexts.push(context)
      const page = await context.newPage()
      await page.clock.install({ time: MORNING })
      return page
    })
    for (const context of contexts) await context.close()
  },
  tooLate: async ({ host, caller, neighbour }, use) =>
    use(async () => {
      const other = await neighbour()
      await other.goto(host.site.page('plain'))
      await host.visit('plain')
      const late = callerOn(other)
      for (const { open, number, later, panel } of [caller, late]) {
        await open()
        await number.fill('+420601234567')
        await later()
        await panel.getByText('10:30 AM', { exact: true }).click()
      }
      await caller.button('Call me today at 10:30 AM').click()
      await expect(caller.heading('We will ring you')).toBeVisible()
      await late.button('Call me today at 10:30 AM').click()
      return late
    }),
  caller: async ({ page }, use) => use(callerOn(page)),
})
