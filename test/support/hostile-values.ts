import fc from 'fast-check'

const refuse = (): never => {
  throw new RangeError('a trap of the page')
}
const traps = Object.fromEntries(
  ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'set', 'defineProperty'].map(name => [
    name,
    refuse,
  ]),
) as ProxyHandler<object>
const revoked = (target: object) => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}
const deep = (levels: number) => {
  let value: object = {}
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { words: value }
  return value
}
const cyclic = () => {
  const value: Record<string, unknown> = { en: {} }
  value.words = value.en = value
  return value
}
const withHoles = () => {
  const list: unknown[] = ['webchat']
  list[7] = 'webchat'
  return list
}
/** As `JSON.parse` of a stranger's text gives it: keys of its own that name the prototype. */
const poison = () =>
  JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"en":{"__proto__":{"polluted":1}}}',
  ) as unknown

/** Each made afresh, since some change when they are looked at. */
export const hostileValues: readonly Make[] = [
  ...[
    undefined,
    null,
    true,
    false,
    NaN,
    -0,
    1e308,
    10n,
    '',
    ' ',
    '__proto__',
    'webchat',
    'webchat, webchat',
    'cs',
    'dark',
  ].map(value => () => value),
  () => 'x'.repeat(100_000),
  () => Symbol('of the page'),
  () => refuse,
  () => Object.assign(() => {}, { toString: refuse, call: refuse }),
  () => ({ toString: refuse, valueOf: refuse, toJSON: refuse }),
  () => ({ [Symbol.toPrimitive]: refuse, [Symbol.iterator]: refuse }),
  () => ({ toString: [] }),
  () => ({ then: refuse, text: { trim: refuse } }),
  () => Object.defineProperty({}, 'text', { get: refuse, enumerable: true }),
  () => new Proxy({}, traps),
  () => new Proxy([], traps),
  () => new Proxy(() => {}, traps),
  () => revoked({}),
  () => revoked([]),
  () => deep(5_000),
  cyclic,
  withHoles,
  () => [, , 'video'], // prettier-ignore
  poison,
  () => Object.create(null) as unknown,
  () => Object.freeze({ en: Object.freeze({ group: 'Ask' }) }),
  () => new Date(NaN),
  () => new Map([['en', {}]]),
  () => ({ en: { group: 1, webchat: {}, unread: { one: [] } } }),
  () => ({ en: null, cs: 'words' }),
  () => ({ en: { webchat: 'Ask us', unread: { one: '{n}' } } }),
]

/** Makes something that the makers of values must not touch themselves. */
export type Make = () => unknown

/** Anything a page may hand over instead of what is wanted. */
export const anyValue: fc.Arbitrary<Make> = fc.nat(hostileValues.length - 1).map(i => hostileValues[i]!)

const ODD = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'polluted', '0', '']

/** An object whose properties are values, getters that throw, or getters that say something else each time. */
export const anyObject = (names: readonly string[], { base = {}, most = 6 }: { base?: object; most?: number } = {}) =>
  fc
    .array(
      fc.record({
        name: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, fc.constantFrom(...ODD), fc.string()),
        value: anyValue,
        kind: fc.constantFrom('value', 'value', 'value', 'throwing', 'changing'),
      }),
      { maxLength: most },
    )
    .map((properties): Make => () => {
      const made = Object.defineProperty({ ...base }, Symbol('of the page'), { value: 1, enumerable: true })
      for (const { name, value: make, kind } of properties) {
        const value = make()
        let looks = 0
        const get = kind === 'throwing' ? refuse : () => (looks++ ? refuse : value)
        const property = kind === 'value' ? { value } : { get }
        Object.defineProperty(made, name, { ...property, enumerable: true, configurable: true })
      }
      return made
    })

/** Texts as attributes and addresses hold them. */
export const anyText = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '',
    'true',
    'dark',
    'webchat video',
    '{}',
    'null',
    '[]',
    '__proto__',
    'https://evil.example',
    'x'.repeat(5_000),
  ),
)

/** What `JSON.parse` may give, with keys of its own that name what all objects share. */
export const anyJson = (names: readonly string[], whole: readonly object[] = [{}]) =>
  fc
    .tuple(fc.constantFrom(...whole), anyKeys(names))
    .map(([base, keys]) => JSON.parse(JSON.stringify({ ...base, ...keys })) as Record<string, unknown>)

const anyKeys = (names: readonly string[]) =>
  fc.dictionary(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...names) }, fc.constantFrom(...ODD), fc.string()),
    fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.constantFrom('hello', 'session.start', 'message.send', 'message.added', 'constructor', '__proto__', 'webchat'),
      fc.constant(null).map(poison),
    ),
    { noNullPrototype: true, maxKeys: 3 },
  )

const PROTOTYPES = [Object.prototype, Array.prototype, Function.prototype] as const
const looksOf = () =>
  PROTOTYPES.flatMap(kind =>
    Reflect.ownKeys(kind).flatMap(key => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(kind, key) as Record<string, unknown>
      return [key, value, get, set] as unknown[]
    }),
  )
const before = looksOf()

/** Whether what all objects share is as it was when the tests began. */
export const isUntouched = (): boolean => {
  const now = looksOf()
  return now.length === before.length && now.every((one, i) => Object.is(one, before[i]))
}

const pollute = (names: readonly string[], value: unknown) => {
  const mine = names.filter(name => !Object.hasOwn(Object.prototype, name))
  const shared = { __proto__: null, value, writable: true, enumerable: true, configurable: true }
  for (const name of mine) Object.defineProperty(Object.prototype, name, shared)
  return () => mine.forEach(name => Reflect.deleteProperty(Object.prototype, name))
}

/** Runs something while all objects share a few more names, and takes them back. */
export const polluted = <T>(names: readonly string[], value: unknown, run: () => T): T => {
  const undo = pollute(names, value)
  try {
    return run()
  } finally {
    undo()
  }
}

/** The same for what takes a few turns; nothing but microtasks may happen meanwhile. */
export const pollutedWhile = async <T>(names: readonly string[], value: unknown, run: () => Promise<T>): Promise<T> => {
  const undo = pollute(names, value)
  try {
    return await run()
  } finally {
    undo()
  }
}
