import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/*
 * scrypt as Node has it, with its cost beside the hash in the PHC string format, so that a later version may ask for more:
 * who signs in then is hashed anew. 32 MiB and three rounds are of the weight that OWASP's Password Storage Cheat Sheet
 * (https://cheatsheetseries.owasp.org) recommends, and still fit twice into a small server.
 */

export interface Cost {
  /** Binary logarithm of N. */
  ln: number
  r: number
  p: number
}

export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes as long without a hash as with one: nobody learns whether there is such a name. */
  verify(password: string, hash: string | undefined): Promise<boolean>
  /** Whether the hash was made at another cost than today's. */
  isOutdated(hash: string): boolean
}

const TODAY: Cost = { ln: 15, r: 8, p: 3 }
const SALT = 16
const LENGTH = 32
/** Hashing takes Node's few threads from everything else. */
const AT_ONCE = 2

export const createPasswords = (cost: Cost = TODAY): Passwords => {
  const inTurn = createTurns(AT_ONCE)
  const derive = (password: string, { salt, length, ...cost }: Cost & { salt: Buffer; length: number }) =>
    inTurn(() => deriveKey(password.normalize('NFKC'), { ...cost, salt, length }))
  const decoy = { ...cost, salt: randomBytes(SALT), key: randomBytes(LENGTH) }
  return {
    hash: async password => {
      const salt = randomBytes(SALT)
      return format({ ...cost, salt, key: await derive(password, { ...cost, salt, length: LENGTH }) })
    },
    verify: async (password, hash) => {
      const kept = hash === undefined ? decoy : parse(hash)
      const key = await derive(password, { ...kept, length: kept.key.length })
      return timingSafeEqual(key, kept.key) && hash !== undefined
    },
    isOutdated: hash => {
      const { ln, r, p } = parse(hash)
      return ln !== cost.ln || r !== cost.r || p !== cost.p
    },
  }
}

type Hashed = Cost & { salt: Buffer; key: Buffer }

const derived = promisify<string, Buffer, number, object, Buffer>(scrypt)
const deriveKey = (password: string, { ln, r, p, salt, length }: Cost & { salt: Buffer; length: number }) =>
  derived(password, salt, length, { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r })

const format = ({ ln, r, p, salt, key }: Hashed) =>
  `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`

const parse = (hash: string): Hashed => {
  const [, ln, r, p, salt = '', key = ''] =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(hash) ?? []
  if (!key) throw new Error('A stored password hash is of a kind that this version does not know.')
  const [saltBytes, keyBytes] = [Buffer.from(salt, 'base64url'), Buffer.from(key, 'base64url')]
  return { ln: Number(ln), r: Number(r), p: Number(p), salt: saltBytes, key: keyBytes }
}

/** So many at once; the rest wait, first come first. */
const createTurns = (many: number) => {
  const waiting: (() => void)[] = []
  let running = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= many) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

/** Fewest and most UTF-16 code units of a password. */
export const PASSWORD = { least: 10, most: 200 }

/** What is wrong with a new password, in words; undefined when nothing is. */
export const faultOf = (password: string, operator: string): string | undefined => {
  if (password.length < PASSWORD.least) return `A password has at least ${PASSWORD.least} characters.`
  if (password.length > PASSWORD.most) return `A password has at most ${PASSWORD.most} characters.`
  if (password.toLowerCase().includes(operator)) return 'A password does not hold the name of its operator.'
  return new Set(password).size < 5 ? 'This password repeats itself: anybody would guess it.' : undefined
}

/** No letters that look alike: it is read from a screen once. 100 bits. */
export const makePassword = (): string => {
  const letters = [...randomBytes(20)].map(byte => 'abcdefghijkmnpqrstuvwxyz23456789'[byte & 31])
  return [0, 5, 10, 15].map(from => letters.slice(from, from + 5).join('')).join('-')
}
