import type { AppHost } from '../../api/app.js'
import type { Finding, FindingCode } from '../../api/findings.js'
import { createClock } from '../../browser/clock.js'
import type { ConnectionStatus } from '../../core/model.js'
import type { Availabilities } from '../../protocol/entities.js'
import { fileFindings, type Files } from './files.js'
import { launcherFindings } from './launcher.js'
import { pageFindings } from './page.js'
import { tryPicture, watchPolicy } from './policy.js'
import { askServer, type Answered, type ServerPorts } from './server.js'
import { availabilityFindings, connectionFindings, consentFindings } from './state.js'
import { storageFindings } from './storage.js'

type Host = Pick<AppHost, 'options' | 'doorbell' | 'setState'>
/** What a test puts in the place of the browser. */
export interface DiagnosePorts extends ServerPorts {
  files?: Files
}

const NOTHING: Answered = { findings: [], checked: undefined }

const platform = (): DiagnosePorts => ({ fetch: (...request) => fetch(...request), clock: createClock() })

/**
 * Looks for what keeps the widget from working, the gravest first. It is the developer's own act: it asks the backend, tries
 * a picture of it and, where no answer can be read, its bare address. It takes no cookies there, names nobody and keeps nothing.
 */
export const diagnose = async (
  { options, doorbell, setState }: Host,
  status: () => ConnectionStatus | undefined,
  browser = platform(),
): Promise<Finding[]> => {
  const server = options.transport ? options.transport.url : options.server
  const policy = watchPolicy()
  if (server) tryPicture(server)
  const asking = server ? askServer(server, options.widget, browser) : NOTHING
  const files = await fileFindings(options, browser.files)
  const answer = await asking
  const home = server && new URL(server, location.href).origin
  // Where the files are, only the one that has failed knows.
  const forbidden = await policy.stop(
    (origin, code) => origin === home || (!!files.length && code === 'csp.script-src'),
  )
  const state = setState({})
  const known = (answer.checked?.availability ?? state.availability) as Availabilities
  return sorted([
    ...launcherFindings(doorbell.host, !!state.open),
    ...forbidden,
    ...without(files, forbidden, 'csp.script-src'),
    ...without(answer.findings, forbidden, 'csp.connect-src'),
    ...connectionFindings(state, status()),
    ...pageFindings(options),
    ...storageFindings(options),
    ...consentFindings(options.consent),
    ...availabilityFindings(known, options.buttons),
  ])
}

/** What the policy forbids has failed by that. */
const without = (found: Finding[], forbidden: readonly Finding[], code: FindingCode) =>
  forbidden.some(one => one.code === code) ? [] : found

const sorted = (all: Finding[]) => [...all.filter(isFault), ...all.filter(one => !isFault(one))]
const isFault = ({ level }: Finding) => level === 'fault'
