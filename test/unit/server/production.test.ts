import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { operatorCommand } from '../../../demo/server/cli/operator.js'
import { widgetCommand } from '../../../demo/server/cli/widget.js'
import { linesFor } from '../../../demo/server/first-lines.js'
import { openKept, readSettings } from '../../../demo/server/settings.js'
import { newFolder, quickPasswords, run } from './real-server.js'

const READY = {
  NODE_ENV: 'production',
  ZVONEK_SECRET: 's'.repeat(32),
  ZVONEK_URL: 'https://help.example.com',
  ZVONEK_ORIGINS: 'https://shop.example',
}
const operator = operatorCommand(quickPasswords)
const withAnna = async () => {
  const folder = newFolder()
  await run(operator, ['add', 'anna', '--password', 'correct horse 7'], { folder })
  return folder
}
const missingIn = (env: Record<string, string | undefined>): string[] => {
  try {
    readSettings(env)
    return []
  } catch (error) {
    return (error as Error).message.split('\n').slice(1)
  }
}

describe('a server for the public', () => {
  it('says everything that is missing at once, and makes nothing on the disk', () => {
    const data = join(newFolder(), 'data')
    expect(missingIn({ NODE_ENV: 'production', ZVONEK_DATA: data })).toEqual([
      '- ZVONEK_SECRET is missing: a long random text, such as `openssl rand -hex 32` prints.',
      '- ZVONEK_URL is missing: the public address, such as https://help.example.com.',
      '- There is no operator yet, and the demo’s do not work here: npm run operator -- add NAME',
      '- No page may embed a widget yet: npm run widget -- add NAME --origin https://shop.example, or ZVONEK_ORIGINS.',
    ])
    expect(existsSync(data)).toBe(false)
  })

  it('starts with all of it, and with nothing of the demo', async () => {
    const settings = readSettings({ ...READY, ZVONEK_DATA: await withAnna() })
    const { store, data } = openKept(settings)
    expect(linesFor(settings, { port: 1, data })).toEqual([
      'QA page   https://help.example.com/',
      'Desk      https://help.example.com/desk/   (anna; the demo’s operators and key are off)',
      'Script    https://help.example.com/zvonek.js?widget=main',
    ])
    expect(settings).toMatchObject({ isProduction: true, origins: ['https://shop.example'] })
    await store.close()
    data?.close()
  })

  it('takes a widget with origins for ZVONEK_ORIGINS, and trusts no page of its own machine then', async () => {
    const ZVONEK_DATA = await withAnna()
    const env = { ...READY, ZVONEK_ORIGINS: undefined, ZVONEK_DATA }
    expect(missingIn(env)).toHaveLength(1)
    await run(widgetCommand, ['add', 'shop', '--title', 'Shop', '--origin', 'https://shop.example'], {
      folder: ZVONEK_DATA,
    })
    expect(missingIn(env)).toEqual([])
    expect(readSettings(env).origins).toEqual([])
  })

  it.each([
    ['ZVONEK_SECRET', 'short', /too short/],
    ['ZVONEK_URL', 'http://help.example.com', /must begin with https/],
    ['ZVONEK_STORE', 'memory:', /keeps nothing/],
    ['ZVONEK_SECRET', undefined, /ZVONEK_SECRET is missing/],
    ['ZVONEK_URL', undefined, /ZVONEK_URL is missing/],
    ['ZVONEK_ORIGINS', undefined, /No page may embed/],
  ])('does not start with %s=%s', async (name, value, reason) => {
    const missing = missingIn({ ...READY, ZVONEK_DATA: await withAnna(), [name]: value })
    expect(missing.join()).toMatch(reason)
  })

  it('looks at an older database without touching it', async () => {
    const folder = newFolder()
    const { copyFileSync, readFileSync } = await import('node:fs')
    copyFileSync('test/unit/server/fixtures/schema-1.db', join(folder, 'zvonek.db'))
    const before = readFileSync(join(folder, 'zvonek.db'))
    expect(missingIn({ ...READY, ZVONEK_DATA: folder }).join()).toMatch(/There is no operator yet/)
    expect(readFileSync(join(folder, 'zvonek.db')).equals(before)).toBe(true)
  })

  it('lets no second server into its folder, and says so', async () => {
    const settings = readSettings({ ...READY, ZVONEK_DATA: await withAnna() })
    const { store, data } = openKept(settings)
    expect(() => openKept(settings)).toThrow(/^Another Zvonek server works in the data folder “.*”: end it first\.$/)
    await store.close()
    data?.close()
  })
})
