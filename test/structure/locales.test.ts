import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '../../src/i18n/locales.js'
import type { Locale } from '../../src/i18n/words.js'
import { wordFaults, type Words } from './locales.js'

const folder = resolve('src/i18n')
const locales = LOCALES.filter(locale => locale !== 'en')
const words = async (...path: string[]) => ((await import(join(folder, ...path))) as { default: Words }).default

describe('the words', async () => {
  const files = readdirSync(join(folder, 'en'))
  const english = Object.fromEntries(
    await Promise.all(files.map(async file => [file.replace('.ts', ''), await words('en', file)] as const)),
  )

  it.each(locales)('are complete in %s', async locale => {
    const { launcher, chat, rooms } = (await words(`${locale}.ts`)) as unknown as Locale
    const fetched = await Promise.all(
      Object.entries(rooms).map(async ([room, fetch]) => [room, (await fetch()).default] as const),
    )
    const said = { launcher, chat, ...Object.fromEntries(fetched) }
    expect(wordFaults(locale, english, said)).toEqual([])
  })

  it('exist in more than English', () => {
    expect(locales.length).toBeGreaterThan(0)
  })

  it.each([
    ['a missing key', {}],
    ['an empty text', { hello: '', few: { one: '{n} x', few: '{n} x', many: '{n} x', other: '{n} x' } }],
    [
      'a surplus key',
      { hello: 'Ahoj {name}', more: 'x', few: { one: 'x', few: '{n} x', many: '{n} x', other: '{n} x' } },
    ],
    ['a lost place', { hello: 'Ahoj', few: { one: 'x', few: '{n} x', many: '{n} x', other: '{n} x' } }],
    ['an unknown place', { hello: 'Ahoj {name} {n}', few: { one: 'x', few: '{n} x', many: '{n} x', other: '{n} x' } }],
    ['a missing plural form', { hello: 'Ahoj {name}', few: { one: '{n} x', many: '{n} x', other: '{n} x' } }],
  ])('would be caught with %s', (_, czech) => {
    const en = { hello: 'Hello {name}', few: { one: '{n} thing', other: '{n} things' } }
    expect(wordFaults('cs', en, czech as Words)).not.toEqual([])
  })
})
