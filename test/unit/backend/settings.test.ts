import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openKept, readSettings } from '../../../demo/server/settings.js'
import { WrongSetting } from '../../../demo/server/wrong-setting.js'
import { bundle } from '../../support/bundle.js'

const folder = mkdtempSync(join(tmpdir(), 'zvonek-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))
const MEMORY = { ZVONEK_STORE: 'memory:' }

describe('settings', () => {
  it('have defaults for a fresh machine', () => {
    const settings = readSettings({ ZVONEK_DATA: join(folder, 'a', 'b') })
    expect(settings).toMatchObject({ port: 4880, host: '127.0.0.1', data: join(folder, 'a', 'b'), origins: undefined })
    expect(settings.deskKey).toMatch(/^[\w-]{12}$/)
  })

  it('keep the secret in the data folder, for its owner only', () => {
    const data = join(folder, 'kept')
    const { secret } = readSettings({ ZVONEK_DATA: data })
    expect(secret).toHaveLength(43)
    expect(readSettings({ ZVONEK_DATA: data }).secret).toBe(secret)
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600)
    writeFileSync(join(data, 'secret'), '')
    expect(readSettings({ ZVONEK_DATA: data }).secret).toHaveLength(43)
  })

  it('take what the environment says', () => {
    const env = {
      ...MEMORY,
      PORT: '0',
      HOST: '0.0.0.0',
      ZVONEK_ORIGINS: 'https://a.example, http://b.example:8080',
      ZVONEK_URL: 'https://help.example/',
      ZVONEK_DESK_KEY: 'key',
      ZVONEK_SECRET: 'secret',
      SMTP_URL: 'smtps://help%40shop.example:pass@mail.example',
      ZVONEK_MAIL_TO: 'help@shop.example',
      TURN_URL: 'turn:turn.example:3478, turns:turn.example:5349',
      TURN_SECRET: 'shared',
    }
    expect(readSettings({ ...env, ZVONEK_PROXIES: '127.0.0.1, 10.0.0.0/8 ::1', ZVONEK_METRICS_KEY: 'm' })).toEqual({
      isProduction: false,
      proxies: ['127.0.0.1', '10.0.0.0/8', '::1'],
      metricsKey: 'm',
      mail: { smtp: 'smtps://help%40shop.example:pass@mail.example', to: 'help@shop.example' },
      calls: {
        turn: { urls: ['turn:turn.example:3478', 'turns:turn.example:5349'], secret: 'shared' },
        relayOnly: true,
        meeting: undefined,
      },
      port: 0,
      host: '0.0.0.0',
      data: undefined,
      origins: ['https://a.example', 'http://b.example:8080'],
      url: 'https://help.example',
      deskKey: 'key',
      secret: 'secret',
    })
  })

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '1.5'],
    ['ZVONEK_STORE', 'postgres:'],
    ['ZVONEK_ORIGINS', 'shop.example'],
    ['ZVONEK_ORIGINS', 'https://shop.example/'],
    ['ZVONEK_ORIGINS', '*'],
    ['ZVONEK_PROXIES', '10.0.0.0/33'],
    ['ZVONEK_PROXIES', 'proxy.example'],
    ['ZVONEK_COUNTRY_HEADER', 'CF IPCountry'],
    ['ZVONEK_COUNTRY_HEADER', 'CF-IPCountry: CZ'],
    ['ZVONEK_URL', 'help.example'],
    ['ZVONEK_URL', 'https://help.example/support'],
    ['TURN_URL', 'turn.example.com'],
    ['TURN_ONLY', 'no'],
    ['ZVONEK_MEETING', 'http://meet.example.com/{call}'],
    ['ZVONEK_MAIL_TO', 'help'],
    ['ZVONEK_MAIL_TO', 'Help <help@shop.example>'],
    ['ZVONEK_MAIL_TO', 'help@shop.example, boss@shop.example'],
    ['ZVONEK_MAIL_TO', 'help@shop.example\nBcc: x@y.example'],
  ])('that are wrong are named in one sentence: %s=%s', (name, value) => {
    const read = () => readSettings({ ...MEMORY, [name]: value })
    expect(read).toThrow(WrongSetting)
    expect(read).toThrow(new RegExp(`^${name} must .*“.*”.*\\.$`, 's'))
  })

  it.each([
    'mail.example:25',
    'https://mail.example',
    'smtp://',
    'smtp://mail.example/inbox',
    'smtp://mail.example?pool=true',
  ])('say of a mail server that is none what one looks like, and repeat no password: %s', url => {
    const read = () => readSettings({ ...MEMORY, SMTP_URL: url, ZVONEK_MAIL_TO: 'help@shop.example' })
    expect(read).toThrow(
      new WrongSetting(
        'SMTP_URL must be an address such as smtps://user:password@mail.example.com, with %25 for a % in it.',
      ),
    )
  })

  it('want an address to mail to where there is a mail server, and no mail server where there is an address', () => {
    expect(() => readSettings({ ...MEMORY, SMTP_URL: 'smtp://mail.example' })).toThrow(
      'SMTP_URL is set, and ZVONEK_MAIL_TO is missing: the address that offline messages go to.',
    )
    expect(readSettings({ ...MEMORY, ZVONEK_MAIL_TO: 'help@shop.example' }).mail).toEqual({
      smtp: undefined,
      to: 'help@shop.example',
    })
  })

  it('believe a country from proxies alone', () => {
    const header = { ...MEMORY, ZVONEK_COUNTRY_HEADER: 'CF-IPCountry' }
    expect(() => readSettings(header)).toThrow(
      'ZVONEK_COUNTRY_HEADER is set, and ZVONEK_PROXIES is missing: who may say it.',
    )
    expect(readSettings({ ...header, ZVONEK_PROXIES: '127.0.0.1' }).countryHeader).toBe('CF-IPCountry')
  })

  it('name a data folder that cannot be used', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => readSettings({ ZVONEK_DATA: join(folder, 'file', 'x') })).toThrow(
      /^The data folder “.*” cannot be used/,
    )
    expect(() => readSettings({ ZVONEK_DATA: join(folder, 'file') })).toThrow(/cannot be used .*: EEXIST/)
    const data = join(folder, 'broken')
    const settings = readSettings({ ZVONEK_DATA: data })
    writeFileSync(join(data, 'zvonek.db'), 'this is no database, only a text that is long enough'.repeat(20))
    expect(() => openKept(settings)).toThrow(
      /^The database .* is damaged \(file is not a database\): put a backup in its place/,
    )
  })

  // Where no folder can be made, the platform's own way of making all of them at once never ends.
  it.runIf(existsSync('/proc/self'))(
    'end a server whose data folder cannot be made, in words',
    async () => {
      const file = await bundle(join('demo', 'server', 'main.ts'))
      const env = { ...process.env, ZVONEK_DATA: '/proc/x', PORT: '0' }
      const { status, stderr } = spawnSync(process.execPath, [file], { env, encoding: 'utf8', timeout: 50_000 })
      expect(stderr).toMatch(/^The data folder “\/proc\/x” cannot be used \(set ZVONEK_DATA to another\): ENOENT/)
      expect(status).toBe(1)
    },
    30_000,
  )
})
