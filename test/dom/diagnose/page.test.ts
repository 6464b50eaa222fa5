// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Finding } from '../../../src/api/findings.js'
import { fileFindings } from '../../../src/app/diagnose/files.js'
import { launcherFindings } from '../../../src/app/diagnose/launcher.js'
import { pageFindings } from '../../../src/app/diagnose/page.js'
import { watchPolicy } from '../../../src/app/diagnose/policy.js'
import { availabilityFindings, connectionFindings, consentFindings } from '../../../src/app/diagnose/state.js'
import { storageFindings } from '../../../src/app/diagnose/storage.js'
import { clearPage, createDoorstep, hosts } from '../../support/doorstep.js'

afterEach(clearPage)

const told = (findings: Finding[]) => findings.map(({ code, level }) => `${level} ${code}`)

/** A launcher that is drawn at a place of the window; jsdom lays nothing out. */
const launcher = async ({ x = 900, y = 600, size = 52 } = {}, top?: Element | null) => {
  await createDoorstep().boot().ready
  const [host] = hosts()
  for (const push of host!.shadowRoot!.querySelectorAll('button')) {
    push.getBoundingClientRect = () => ({ x, y, width: size, height: size }) as DOMRect
    push.checkVisibility = () => getComputedStyle(host!).display !== 'none'
  }
  document.elementFromPoint = () => (top === undefined ? host! : top)
  return host!
}
describe('the launcher', () => {
  it('is well where it is seen and nothing lies over it', async () => {
    expect(launcherFindings(await launcher(), false)).toEqual([])
  })

  it('is found out to be gone, or hidden by the page’s own wish', async () => {
    const host = await launcher()
    host.hidden = true
    expect(told(launcherFindings(host, false))).toEqual(['note launcher.hidden'])
    host.remove()
    expect(told(launcherFindings(host, false))).toEqual(['fault launcher.gone'])
  })

  it('is not drawn, and the message names what hides it', async () => {
    const host = await launcher()
    document.body.append(
      Object.assign(document.createElement('style'), { textContent: 'zvonek-host { display: none }' }),
    )
    const [found] = launcherFindings(host, false)
    expect(found).toMatchObject({ code: 'launcher.invisible', level: 'fault' })
    expect(found?.message).toContain('<zvonek-host> has “display: none”')
  })

  it('has no size', async () => {
    expect(launcherFindings(await launcher({ size: 0 }), false)[0]?.message).toContain('::part(launcher)')
  })

  it('stands outside the window', async () => {
    expect(told(launcherFindings(await launcher({ x: -400 }), false))).toEqual(['fault launcher.outside'])
  })

  it('lies under something, which is named; not while a panel has its place', async () => {
    const cover = Object.assign(document.createElement('div'), { id: 'cookies', className: 'bar wide' })
    const host = await launcher({}, cover)
    const [found] = launcherFindings(host, false)
    expect(found).toMatchObject({ code: 'launcher.covered', level: 'fault' })
    expect(found?.message).toContain('<div#cookies.bar.wide>')
    expect(launcherFindings(host, true)).toEqual([])
  })
})

describe('the page', () => {
  const policed = (...denied: string[]) =>
    Object.defineProperty(Document.prototype, 'featurePolicy', {
      configurable: true,
      get: () => ({ allowsFeature: (name: string) => !denied.includes(name) }),
    })
  afterEach(() => Reflect.deleteProperty(Document.prototype, 'featurePolicy'))

  it('has what calls need, and a network', () => {
    vi.stubGlobal('isSecureContext', true)
    policed()
    expect(pageFindings({ buttons: ['webchat', 'video'] })).toEqual([])
  })

  it('forbids the devices: a fault where calls run on it, a note where they have a page of their own', () => {
    vi.stubGlobal('isSecureContext', true)
    policed('camera', 'microphone')
    expect(told(pageFindings({ buttons: ['video'] }))).toEqual(['fault camera.policy', 'fault microphone.policy'])
    expect(told(pageFindings({ buttons: ['video'], callPage: '/call' }))).toEqual([
      'note camera.policy',
      'note microphone.policy',
    ])
  })

  it('is not by https, or has no network', () => {
    vi.stubGlobal('isSecureContext', false)
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    expect(told(pageFindings({ buttons: ['video'] }))).toEqual(['fault offline', 'fault page.insecure'])
    expect(told(pageFindings({ buttons: ['webchat'] }))).toEqual(['fault offline', 'note page.insecure'])
  })
})

describe('the store', () => {
  it('is looked at without a word being written', () => {
    const set = vi.spyOn(Storage.prototype, 'setItem')
    localStorage.setItem('theirs', 'x')
    set.mockClear()
    expect(storageFindings({ storage: 'local' })).toEqual([])
    expect(storageFindings({ storage: 'session' })).toEqual([])
    expect(set).not.toHaveBeenCalled()
  })

  it('is full, or forbidden, or not wanted', () => {
    localStorage.setItem('theirs', 'x'.repeat(4_000_000))
    expect(storageFindings({ storage: 'local' })).toEqual([])
    vi.spyOn(Storage.prototype, 'getItem').mockReturnValue('x'.repeat(5.3e6))
    expect(told(storageFindings({ storage: 'local' }))).toEqual(['fault storage.full'])
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    expect(told(storageFindings({ storage: 'local' }))).toEqual(['fault storage.blocked'])
    expect(storageFindings({ storage: 'memory' })).toEqual([])
  })
})

describe('how things stand', () => {
  it('tells what waits for consent', () => {
    expect(consentFindings(false)).toEqual([])
    expect(told(consentFindings(true))).toEqual(['note consent'])
  })

  it('tells of the visitor’s own connection, with the reason', () => {
    for (const connection of ['idle', 'connecting', 'online', 'offline', 'ended'] as const)
      expect(connectionFindings({ connection }), connection).toEqual([])
    expect(told(connectionFindings({ connection: 'authExpired' }))).toEqual(['fault identity'])
    const [failed] = connectionFindings({ connection: 'failed' }, { state: 'failed', code: 'protocol.newer' })
    expect(failed).toMatchObject({ code: 'connection', level: 'fault' })
    expect(failed?.message).toContain('protocol.newer')
    expect(told(connectionFindings({ connection: 'reconnecting' }))).toEqual(['note connection'])
  })

  it('tells why nobody answers, for the buttons that are there', () => {
    const availability = {
      webchat: { state: 'offline', reason: 'hours' },
      callback: { state: 'online' },
      video: { state: 'offline' },
    } as const
    const found = availabilityFindings(availability, ['webchat', 'callback'])
    expect(told(found)).toEqual(['note availability'])
    expect(found[0]?.message).toBe('Nobody answers “webchat” now: its group is closed at this hour.')
  })
})

describe('files and policy', () => {
  it('tells of each file that does not come, of the buttons that are there', async () => {
    const lost = () => Promise.reject(new TypeError('Failed to fetch /c/callback-abc123.js'))
    const come = () => Promise.resolve({})
    expect(await fileFindings({ buttons: ['webchat'] }, { form: come, callback: lost })).toEqual([])
    const found = await fileFindings({ buttons: ['webchat', 'callback'] }, { form: come, callback: lost })
    expect(told(found)).toEqual(['fault load'])
    expect(found[0]?.message).toContain('/c/callback-abc123.js')
  })

  it('has the real files of the buttons', async () => {
    expect(await fileFindings({ buttons: ['webchat', 'video', 'callback'] })).toEqual([])
  })

  it('hears what the policy forbids of ours while it is tried, and nothing of others or of before', async () => {
    const breach = (effectiveDirective: string, blockedURI: string, disposition = 'enforce') =>
      document.dispatchEvent(
        Object.assign(new Event('securitypolicyviolation', { bubbles: true }), {
          ...{ effectiveDirective, blockedURI, disposition },
        }),
      )
    breach('connect-src', 'https://help.example.com/v1/check')
    const policy = watchPolicy()
    breach('script-src-elem', 'https://help.example.com/c/form-1.js')
    breach('connect-src', 'https://tracker.example/')
    breach('img-src', 'https://help.example.com/photos/x.svg', 'report')
    breach('style-src-attr', 'https://help.example.com/')
    const found = await policy.stop(origin => origin === 'https://help.example.com')
    expect(told(found)).toEqual(['fault csp.script-src'])
    expect(found[0]?.message).toContain('its script-src must allow https://help.example.com.')
  })
})
