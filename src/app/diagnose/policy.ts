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
    /** Ends it. `isOurs` tells whether an address is one that was tried. */
    stop: async (isOurs: (address: string) => boolean): Promise<Finding[]> => {
      await new Promise(resolve => setTimeout(resolve, MOMENT))
      life.abort()
      const found = new Map<FindingCode, Finding>()
      heard.forEach(({ effectiveDirective, blockedURI }) => {
        const code = Object.hasOwn(WHAT, effectiveDirective) ? WHAT[effectiveDirective] : undefined
        if (code && isOurs(blockedURI)) found.set(code, forbids(code, blockedURI))
      })
      return Array.from(found.values())
    },
  }
}

const forbids = (code: FindingCode, address: string) =>
  fault(
    code,
    `The page's content security policy forbids ${address}: its ${code.slice(4)} must allow ${originOf(address)}.`,
  )

const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : address)

/** Operators' pictures and those in messages come from the backend: asks for one, which need not be there. */
export const tryPicture = (server: string): void => {
  const picture = create('img') as HTMLImageElement
  picture.referrerPolicy = 'no-referrer'
  picture.src = new URL(`${server.replace(/\/$/, '')}/photos/diagnose.svg`, location.href).href
}
