import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { isWebhookSecret } from '../../../demo/backend/signature.js'
import { channelCommand } from '../../../demo/server/cli/channel.js'
import { groupCommand } from '../../../demo/server/cli/group.js'
import { createCourier, isWebhook } from '../../../demo/server/courier.js'
import { newFolder, run } from './real-server.js'

const ADDRESS = 'https://bridge.example/zvonek'

describe('npm run channel', () => {
  it('adds, shows its secret once, changes and removes', async () => {
    const folder = newFolder()
    const channel = (...args: string[]) => run(channelCommand, args, { folder })
    expect(await channel('list')).toBe('There is no channel yet: npm run channel -- add NAME …')
    const added = await channel('add', 'whatsapp', '--webhook', ADDRESS)
    const [where, answers, told = ''] = added.split('\n')
    expect(where).toBe('whatsapp: the bridge posts to http://localhost:4880/v1/channels/whatsapp')
    expect(answers).toBe(`  answers go to ${ADDRESS}`)
    const [, secret = ''] = /^Its secret, shown this once: (\S+)$/.exec(told) ?? []
    expect(isWebhookSecret(secret)).toBe(true)
    await run(groupCommand, ['add', 'sales'], { folder })
    const changed = await channel('set', 'whatsapp', '--group', 'sales')
    expect(changed).toContain('it leads to the group sales')
    expect(await channel('list')).toBe(`whatsapp  ${ADDRESS}  sales`)
    expect(changed + (await channel('list'))).not.toContain(secret)
    expect(await channel('set', 'whatsapp', '--secret', 'new')).toMatch(/shown this once: whsec_/)
    expect(await channel('set', 'whatsapp', '--webhook', '')).toContain('answers go nowhere')
    await channel('remove', 'whatsapp')
    expect(await channel('list')).toBe('There is no channel yet: npm run channel -- add NAME …')
  })

  it.each([
    [['add', 'Whats App'], '“Whats App” is no name for a channel'],
    [['set', 'none', '--group', 'sales'], 'There is no channel “none”: npm run channel -- list'],
    [['remove', 'none'], 'There is no channel “none”: npm run channel -- list'],
    [['add', 'viber', '--secret', 'guess'], 'A secret is whsec_ and 24 to 64 bytes in base64'],
    [['add', 'viber', '--group', 'none'], 'There is no group “none”: npm run group -- list'],
    [['add', 'viber', '--webhook', 'http://bridge.example/'], '--webhook must be an address such as'],
    [['add', 'viber', '--webhook', 'https://user:word@bridge.example/'], '--webhook must be an address such as'],
    [['set', 'viber'], 'Say what to change'],
    [['add', 'viber', 'line'], '“line” is too much'],
  ])('%j: one sentence, and nothing is changed', async (args, sentence) => {
    const folder = newFolder()
    await expect(async () => run(channelCommand, args, { folder })).rejects.toThrow(sentence)
    expect(await run(channelCommand, ['list'], { folder })).toContain('There is no channel yet')
  })
})

describe('a webhook', () => {
  it.each([
    ['https://bridge.example/zvonek?a=b', true, true],
    ['http://127.0.0.1:9/', true, false],
    ['http://localhost/', true, false],
    ['http://[::1]:9/', true, false],
    ['http://169.254.169.254/latest/meta-data', false, false],
    ['http://10.0.0.1/', false, false],
    ['http://localhost.evil.example/', false, false],
    ['http://127.0.0.1@evil.example/', false, false],
    ['https://user:word@bridge.example/', false, false],
    ['https://bridge.example/#a', false, false],
    ['ftp://bridge.example/', false, false],
    ['file:///etc/passwd', false, false],
    ['bridge.example', false, false],
    [`https://bridge.example/${'x'.repeat(2_000)}`, false, false],
  ])('at %s may be one here: %s, and for the public: %s', (text, here, publicly) => {
    expect([isWebhook(text, {}), isWebhook(text, { isProduction: true })]).toEqual([here, publicly])
  })
})

describe('a courier', () => {
  const open: (() => void)[] = []
  afterEach(() => open.splice(0).forEach(close => close()))
  const listen = async (answer: RequestListener) => {
    const server = createServer(answer)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    open.push(() => void server.close().closeAllConnections())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }
  const MESSAGE = { headers: { 'webhook-id': 'm' }, body: '{}' }

  it('brings headers and body, and reads the status alone, however much comes with it', async () => {
    const asked: unknown[] = []
    const url = await listen((request, response) => {
      asked.push(request.method, request.headers['webhook-id'])
      response.writeHead(202)
      response.write('x'.repeat(1_000_000))
    })
    expect(await createCourier({}).post(url, MESSAGE)).toBe(202)
    expect(asked).toEqual(['POST', 'm'])
  })

  it('follows nobody elsewhere', async () => {
    let isReached = false
    const other = await listen((_, response) => {
      isReached = true
      response.end()
    })
    const url = await listen((_, response) => response.writeHead(307, { location: other }).end())
    expect(await createCourier({}).post(url, MESSAGE)).toBe(307)
    expect(isReached).toBe(false)
  })

  it('does not go where no webhook may be, whatever was stored, and says why nobody answers', async () => {
    const posting = createCourier({ isProduction: true }).post('http://127.0.0.1:9/', MESSAGE)
    await expect(posting).rejects.toThrow(expect.objectContaining({ name: 'WrongAddress' }) as Error)
    const refused = createCourier({}).post('http://127.0.0.1:9/', MESSAGE)
    await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|unknown/) as string })
  })
})
