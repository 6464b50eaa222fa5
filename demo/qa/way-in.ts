/** The way of this page to the settings of the site: as one of the demo's administrators. */
import { newId } from '../../src/browser/id.js'
import { createClock } from '../../src/browser/clock.js'
import type { Log } from '../../src/protocol/ports.js'
import { demoOperators } from '../backend/demo-site.js'
import { page, server } from '../desk/places.js'
import { readFragment, signIn } from '../desk/sign-in.js'
import type { Hosting } from './backend/hosting.js'
import { fetchDesks } from './desks.js'
import type { DeskPipe } from './site.js'

const [ADMIN] = demoOperators

interface Around {
  hosting: Hosting
  log: Log
  /** Whether the backend runs in a page. */
  isInPage(): boolean
}

/** Undefined where the server is no demo on this machine. */
export const enterSite = async ({ hosting, log, isInPage }: Around): Promise<DeskPipe | undefined> => {
  const ports = { clock: createClock(), log, newId }
  if (isInPage()) {
    const operator = ADMIN?.id ?? ''
    const guest = page.connect(operator, ports)
    return {
      send: async (command, sending) => {
        await hosting.decided()
        return (hosting.deskHere(operator) ?? guest).send(command, sending)
      },
    }
  }
  const desk = (await fetchDesks()).at(0)
  if (!desk) return undefined
  const { key = '', operator = '' } = readFragment(new URL(desk.href, location.href).hash)
  const problem = await signIn({ operator, by: 'key', secret: key })
  return problem === undefined ? server.connect(operator, ports) : undefined
}
