import { render } from 'preact'
import { createClock } from '../../src/browser/clock.js'
import { newId } from '../../src/browser/id.js'
import type { Log } from '../../src/protocol/ports.js'
import { browserTabs } from '../channel/tabs.js'
import { dress, followTheme } from '../desk/parts/sheets.js'
import { createHosting } from './backend/hosting.js'
import { createVisitorPipe } from './backend/visitor.js'
import { isWithoutServer, readChoices } from './choices.js'
import { createFaults } from './faults.js'
import { createFaultyFetch } from './faulty-fetch.js'
import { createFaultyTransport } from './faulty-transport.js'
import { mountFromNpm } from './from-npm.js'
import { createQa } from './model.js'
import { Page } from './Page.js'
import css from './Qa.css'
import { createSite } from './site.js'
import { mountByTag } from './tag.js'
import { enterSite } from './way-in.js'

/** The protocol and nothing else: files, the desk's links and other pages keep their network. */
const isOurs = ({ origin, pathname }: URL): boolean =>
  origin === location.origin && /^\/v1\/(stream|commands)$/.test(pathname)

dress(css)
followTheme()
const log: Log = (level, code, detail = '') => console[level](`zvonek qa: ${code}`, detail)
const faults = createFaults((ms, fn) => void setTimeout(fn, ms))
// Before the widget comes, since it takes the `fetch` that it finds.
window.fetch = createFaultyFetch(faults, { fetch: window.fetch.bind(window), isOurs, base: location.href })

const tabs = browserTabs()
const hosting = createHosting({
  tabs,
  newId,
  log,
  load: async epoch =>
    (await import('./backend/page-backend.js')).createPageBackend({ epoch, clock: createClock(), log }),
})
const withoutServer = mountFromNpm(context =>
  createFaultyTransport(faults, createVisitorPipe({ hosting, tabs, newId, userAgent: navigator.userAgent }, context)),
)
const qa = createQa({
  start: readChoices(location.search),
  faults,
  hosting,
  site: choices =>
    createSite({
      connect: () => enterSite({ hosting, log, isInPage: () => isWithoutServer(choices.peek()) }),
      widget: () => choices.peek().widget ?? 'main',
      newId,
      now: Date.now,
    }),
  mount: choices => (isWithoutServer(choices) ? withoutServer : mountByTag),
})
// In the back/forward cache a page serves nobody. One that is only frozen keeps what it knows until it thaws.
addEventListener('pagehide', hosting.stop)
addEventListener('pageshow', () => isWithoutServer(qa.choices.peek()) && hosting.start())
qa.reload()
render(<Page qa={qa} />, document.getElementById('tools') ?? document.body)
