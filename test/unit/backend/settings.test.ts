import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore, readSettings, WrongSetting } from '../../../demo/server/settings.js'

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
    }
    expect(readSettings(env)).toEqual({
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
    ['ZVONEK_URL', 'help.example'],
    ['ZVONEK_URL', 'https://help.example/support'],
  ])('that are wrong are named in one sentence: %s=%s', (name, value) => {
    const read = () => readSettings({ ...MEMORY, [name]: value })
    expect(read).toThrow(WrongSetting)
    expect(read).toThrow(new RegExp(`^${name} must .*“.*”.*\\.$`))
  })

  it('name a data folder that cannot be used', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => readSettings({ ZVONEK_DATA: join(folder, 'file', 'x') })).toThrow(
      /^The data folder “.*” cannot be used/,
    )
    const data = join(folder, 'broken')
    const settings = readSettings({ ZVONEK_DATA: data })
    writeFileSync(join(data, 'zvonek.db'), 'this is no database, only a text that is long enough'.repeat(20))
    expect(() => openStore(settings)).toThrow(
      /^The database .* is damaged \(file is not a database\): put a backup in its place/,
    )
  })

  it('do not let a demo out into the world, and say everything that is missing', () => {
    expect(() => readSettings({ ...MEMORY, NODE_ENV: 'production' })).toThrow(
      /ZVONEK_SECRET is missing.*anna and boris/,
    )
    const secret = { ...MEMORY, NODE_ENV: 'production', ZVONEK_SECRET: 's' }
    expect(() => readSettings(secret)).toThrow(/^With NODE_ENV=production this server does not start: the operators/)
  })
})
