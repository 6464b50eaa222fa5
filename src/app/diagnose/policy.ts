import type { Finding, FindingCode } from '../../api/findings.js'
import { create } from '../../page.js'
import { fault } from './finding.js'

/** Ms in which a browser tells of what it has just forbidden, and has looked for a picture. */
const MOMENT = 100

const WHAT: Readonly<Record<string, FindingCode>> = {
  'script-src': 'csp.script-src',
  'script-src-elem': 'csp.script-src',
  'connect-src': 'csp.connect-src',
  'img-src': 'csp.img-src',
}

/** Hears what the page's content security policy forbids while the widget is tried; browsers tell nobody later. */
export const watchPolicy = () => {
  const heard: SecurityPolicyViolationEvent[] = []
  const hear = (event: SecurityPolicyViolationEvent) => void (event.disposition === 'enforce' && heard.push(event))
  const life = new AbortController()
  addEventListener('securitypolicyviolation', hear, { __proto__: null, signal: life.signal })
  return {
    /** Ends it. `isOurs` tells whether something from an origin was tried. */
    stop: async (isOurs: (origin: string, code: FindingCode) => boolean): Promise<Finding[]> => {
      await new Promise(resolve => setTimeout(resolve, MOMENT))
      life.abort()
      const found = new Map<FindingCode, Finding>()
      heard.forEach(({ effectiveDirective, blockedURI }) => {
        const code = Object.hasOwn(WHAT, effectiveDirective) ? WHAT[effectiveDirective] : undefined
        // What is no address is of no file: an inline script, or an eval.
        const { origin = undefined } = URL.canParse(blockedURI) ? new URL(blockedURI) : {}
        if (code && origin && isOurs(origin, code)) found.set(code, forbids(code, blockedURI, origin))
      })
      return Array.from(found.values())
    },
  }
}

const forbids = (code: FindingCode, address: string, origin: string) =>
  fault(code, `The page's content security policy forbids ${address}: its ${code.slice(4)} must allow ${origin}.`)

/** Operators' pictures and those in messages come from the backend: asks for one, which need not be there. */
export const tryPicture = (server: string): void => {
  const picture = create('img') as HTMLImageElement
  // It would take cookies along otherwise.
  picture.crossOrigin = 'anonymous'
  picture.referrerPolicy = 'no-referrer'
  picture.src = new URL(`${server.replace(/\/$/, '')}/photos/diagnose.svg`, location.href).href
}
