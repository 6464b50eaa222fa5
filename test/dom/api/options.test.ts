import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toOptions, withBackend } from '../../../src/api/options.js'

const warn = vi.spyOn(console, 'warn')
beforeEach(() => void warn.mockReset())
afterEach(() => void warn.mockReset())

const given = (more: object = {}) => toOptions({ server: 'https://help.example.com', ...more })

describe('options', () => {
  it('have defaults', () => {
    expect(given()).toMatchObject({
      server: 'https://help.example.com',
      widget: 'main',
      buttons: ['webchat'],
      position: 'end',
      theme: 'system',
      words: {},
      global: 'zvonek',
      scope: 'help.example.com',
      storage: 'local',
      preload: true,
      connect: false,
    })
  })

  it('may be what a framework watches: proxies all the way down', () => {
    const watched = <T extends object>(value: T): T =>
      new Proxy(value, {
        get: (target, key) => {
          const one: unknown = Reflect.get(target, key)
          return one instanceof Object ? watched(one) : one
        },
      })
    const plain = { lang: 'en', buttons: ['video' as const], words: { en: { video: 'See us' } } }
    expect(toOptions(watched(plain))).toEqual(toOptions(plain))
    expect(toOptions(watched(plain)).words).toEqual({ en: { video: 'See us' } })
  })

  it('share a visitor by the host of the server, or by name', () => {
    expect(toOptions({ transport: () => undefined }).scope).toBe('main')
    expect(toOptions({ server: '/support' }).scope).toBe(location.host)
    expect(given({ scope: 'shop' }).scope).toBe('shop')
  })

  it('are taken for what they mean when they come as text', () => {
    expect(given({ preload: 'false', connect: '', buttons: 'callback, webchat video' })).toMatchObject({
      preload: false,
      connect: true,
      buttons: ['callback', 'webchat', 'video'],
    })
  })

  it('may be left undefined', () => {
    expect(given({ widget: undefined, theme: null, scope: '' })).toMatchObject({
      widget: 'main',
      theme: 'system',
      scope: 'help.example.com',
    })
  })

  it.each([
    ['position', 'top', 'position must be end | right | left'],
    ['theme', 'blue', 'theme must be system | light | dark'],
    ['storage', 1, 'storage must be local | session | memory'],
    ['buttons', ['webchat', 'phone'], 'buttons must be webchat | video | callback'],
    ['buttons', [], 'buttons must be webchat | video | callback'],
    ['buttons', { toString: [] }, 'buttons must be webchat | video | callback'],
    ['preload', 'perhaps', 'preload must be true | false'],
    ['lang', 5, 'lang must be string'],
    ['words', '{}', 'words must be object'],
    ['transport', 'http', 'transport must be function'],
    ['server', 'http://', 'server must be a URL'],
  ])('refuse %s: %o in one sentence that says what to do', (key, value, sentence) => {
    expect(() => given({ [key]: value })).toThrow(
      expect.objectContaining({ name: 'ZvonekError', code: 'options', message: sentence }),
    )
  })

  it('need a backend', () => {
    expect(() => withBackend(toOptions({}))).toThrow(expect.objectContaining({ code: 'options' }))
    expect(withBackend(given()).server).toBe('https://help.example.com')
  })

  it('report keys that are not ours, and do not fail over them', () => {
    expect(given({ colour: 'red' })).not.toHaveProperty('colour')
    expect(warn.mock.calls).toEqual([['zvonek: no option', 'colour']])
  })

  it('know only their own names, whatever a page has put on all objects', () => {
    Reflect.set(Object.prototype, 'server', 'https://evil.example')
    Reflect.set(Object.prototype, 'connect', true)
    try {
      expect(toOptions({ transport: () => undefined })).toMatchObject({ server: undefined, connect: false })
      expect(warn).not.toHaveBeenCalled()
    } finally {
      Reflect.deleteProperty(Object.prototype, 'server')
      Reflect.deleteProperty(Object.prototype, 'connect')
    }
  })

  it('never reach the prototype of all objects', () => {
    warn.mockImplementation(() => {})
    const before = Object.getOwnPropertyNames(Object.prototype)
    const key = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'prototype', 'words', 'buttons'), fc.string())
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: false }), raw => {
        try {
          given(JSON.parse(JSON.stringify(raw)) as object)
        } catch (error) {
          expect(error).toMatchObject({ code: 'options' })
        }
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
        expect(({} as { widget?: string }).widget).toBeUndefined()
      }),
      { numRuns: 1000 },
    )
  })
})
