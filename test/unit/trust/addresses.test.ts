import { describe, expect, it } from 'vitest'
import { cleanPage, type PageRules } from '../../../src/protocol/page-clean.js'
import { createRandom } from '../../support/seeded-random.js'
import { plainAddresses, plainTitles, secretAddresses, type Address } from './addresses.js'

type Cleaner = typeof cleanPage

/** The widest that a site may allow; without rules there is less to be told. */
const RULES: readonly PageRules[] = [{}, { hash: true, query: ['q'] }]
const SEED = 12

const readable = (text: string): string => {
  try {
    const plain = decodeURIComponent(text)
    return plain === text ? text : readable(plain)
  } catch {
    return text
  }
}

/** Any stretch of the secret that somebody could go on with. */
const leaks = ({ secret }: Address, told: string): boolean => {
  const length = Math.min(secret.length, 8)
  const stretches = Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length))
  return stretches.some(stretch => told.includes(stretch) || readable(told).includes(stretch))
}

const leaking = (clean: Cleaner, addresses: readonly Address[]): Address[] =>
  addresses.filter(address => RULES.some(rules => leaks(address, JSON.stringify(clean(address, rules) ?? ''))))

describe('S12: what is told of a page', () => {
  const addresses = secretAddresses(createRandom(SEED).random)

  it('is no token, e-mail, reset link, OAuth code, card number or phone, wherever it stands', () => {
    const leaked = leaking(cleanPage, addresses)
    console.log(`S12 addresses ${JSON.stringify({ seed: SEED, addresses: addresses.length, leaked: leaked.length })}`)
    expect(leaked).toEqual([])
    expect(addresses.length).toBeGreaterThanOrEqual(200)
  })

  it('is the same when it is cleaned again, so that the backend changes nothing that the browser has cleaned', () => {
    for (const rules of RULES)
      for (const address of addresses) {
        const once = cleanPage(address, rules)
        if (once) expect(cleanPage(once, rules)).toEqual(once)
      }
  })

  it('stays readable where there is nothing to hide', () => {
    const read = plainAddresses.map(path => readable(cleanPage({ url: `https://shop.example${path}` })?.url ?? ''))
    const titles = plainTitles.map(title => cleanPage({ url: 'https://shop.example/', title })?.title)
    console.log(`S12 plain ${JSON.stringify({ addresses: read.length, titles: titles.length })}`)
    expect(read).toEqual(plainAddresses.map(path => `https://shop.example${path}`))
    expect(titles).toEqual(plainTitles)
    expect(read.length).toBeGreaterThanOrEqual(50)
  })

  it('hides nearly every key drawn by lot', () => {
    const random = createRandom(SEED).random
    const keys = Array.from({ length: 2_000 }, () =>
      Array.from({ length: 20 }, () => BASE62.charAt(Math.floor(random() * BASE62.length))).join(''),
    )
    const told = keys.filter(key => cleanPage({ url: `https://shop.example/x/${key}` })?.url.includes(key))
    console.log(`S12 keys ${JSON.stringify({ seed: SEED, keys: keys.length, told: told.length })}`)
    expect(told.length).toBeLessThanOrEqual(keys.length / 500)
  })

  describe('and the check goes red for a cleaner', () => {
    const broken: Readonly<Record<string, Cleaner>> = {
      'that leaves the query': page => ({ url: page.url.replace(/#.*/, '') }),
      'that only drops query and fragment': page => ({ url: page.url.replace(/[?#].*/, '') }),
      'that leaves the fragment': ({ url }) => ({ url: new URL(url).origin + new URL(url).hash }),
      'that leaves the title': page => ({ ...cleanPage(page)!, ...(page.title && { title: page.title }) }),
      'that leaves the user': page => ({ url: page.url.replace(/^(https:\/\/[^/]*).*/, '$1') }),
      'that looks for tokens before it decodes': page => ({
        url: page.url.replace(/[?#].*/, '').replace(/[\w.-]{20,}/g, '…'),
      }),
    }
    it.each(Object.keys(broken))('%s', name => {
      expect(leaking(broken[name]!, addresses).length).toBeGreaterThan(0)
    })
  })
})

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
