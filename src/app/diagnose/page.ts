import type { Options } from '../../api/options.js'
import type { Finding } from '../../api/findings.js'
import { page } from '../../page.js'
import { fault, note } from './finding.js'

/** The policy of a page, as Chromium tells it; other browsers do not. */
interface Policy {
  allowsFeature(name: string): boolean
}
type Policed = Partial<Record<'permissionsPolicy' | 'featurePolicy', Policy>>

/** What the page itself forbids or lacks. Only who calls from the page needs its devices: a call page has its own. */
export const pageFindings = ({ buttons, callPage }: Pick<Options, 'buttons' | 'callPage'>): Finding[] => {
  const say = buttons.includes('video') && !callPage ? fault : note
  const policy = policyOf('permissionsPolicy') ?? policyOf('featurePolicy')
  const devices = (['camera', 'microphone'] as const).filter(device => policy && !policy.allowsFeature(device))
  return [
    ...(navigator.onLine === false ? [fault('offline', 'The browser says that it has no network.')] : []),
    ...(window.isSecureContext
      ? devices.map(device =>
          say(
            `${device}.policy`,
            `Calls from this page get no ${device}: its Permissions-Policy, or the “allow” of the frame it is in, must have ${device}=(self).`,
          ),
        )
      : [
          say(
            'page.insecure',
            `Calls from this page get no camera and no microphone: ${location.origin} is not https.`,
          ),
        ]),
  ]
}

/** Of the document itself; that its two names exist, the platform's types do not know. */
const policyOf = (name: keyof Policed) => page(name as keyof Document) as unknown as Policed[typeof name]
