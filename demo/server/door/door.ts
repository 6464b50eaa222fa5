import { text } from '../../../src/protocol/parse.js'
import { named, short } from '../../backend/parse-named.js'
import type { Directory } from '../data/directory.js'
import type { Sittings } from '../data/sittings.js'
import type { DeskKeys } from '../desk-keys.js'
import { Refusal } from '../refusals.js'
import { read } from '../visitor-routes.js'
import type { Lockout } from './lockout.js'
import { PASSWORD, type Passwords } from './passwords.js'

/** Who may sit at the desk. */
export interface Door {
  /** What the form asks for. */
  readonly by: 'key' | 'password'
  /**
   * Lets in who may come in; `pass` is for their cookie.
   * @throws {Refusal} 400, 401 or 429.
   */
  enter(given: unknown, address: string): Promise<{ operator: string; pass: string }>
  /** Whether a pass is good now. */
  isPass(operator: string, pass: string | undefined): boolean
  /** Ends what the pass is good for; says whether this operator now sits nowhere. */
  leave(operator: string, pass: string): Promise<boolean>
}

export const parseKey = named<{ key: string; operator: string }>({ key: text, operator: short(64) })

/** The demo's: one key for all, and whoever says so is anna. */
export const createDemoDoor = (keys: DeskKeys, operators: readonly { id: string }[]): Door => {
  const ids = new Set(operators.map(({ id }) => id))
  return {
    by: 'key',
    enter: async given => {
      const { key, operator } = read(parseKey, given)
      if (!keys.isKey(key) || !ids.has(operator))
        throw unknown('The key or the operator is not known here: take the address the server printed.')
      return { operator, pass: keys.sign(operator) }
    },
    isPass: (operator, pass) => ids.has(operator) && keys.isPass(operator, pass),
    // Whether somebody sits there means nothing in the demo: its operators are there for whoever tries.
    leave: async () => false,
  }
}

export interface DoorOptions {
  directory: Directory
  sittings: Sittings
  passwords: Passwords
  lockout: Lockout
}

export const parsePassword = named<{ operator: string; password: string }>({
  operator: short(64),
  password: short(PASSWORD.most),
})

/** Every operator by a password of their own. */
export const createDoor = ({ directory, sittings, passwords, lockout }: DoorOptions): Door => ({
  by: 'password',
  enter: async (given, address) => {
    const { operator, password } = read(parsePassword, given)
    const attempt = lockout.begin({ name: operator, address })
    const hash = directory.operator(operator)?.password
    if (!(await passwords.verify(password, hash)) || hash === undefined) throw wrong()
    const current = passwords.isOutdated(hash) ? await passwords.hash(password) : hash
    if (current !== hash) await sittings.rehash(operator, hash, current)
    const pass = await sittings.begin(operator, current)
    if (pass === undefined) throw wrong()
    attempt.forgive()
    return { operator, pass }
  },
  isPass: (operator, pass) => pass !== undefined && sittings.isOn(operator, pass),
  leave: sittings.end,
})

const unknown = (message: string) => new Refusal({ status: 401, code: 'auth' }, message)
const wrong = () => unknown('The name or the password is not right.')
