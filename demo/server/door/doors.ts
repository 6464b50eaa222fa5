import type { Clock } from '../../../src/protocol/ports.js'
import type { DeskOperator } from '../../protocol/desk.js'
import type { Data } from '../data/data.js'
import { createDeskKeys } from '../desk-keys.js'
import type { Roster } from '../roster.js'
import { createDemoDoor, createDoor, type Door } from './door.js'
import { createLockout } from './lockout.js'
import { createPasswords, type Passwords } from './passwords.js'

export interface DoorsOptions {
  roster: Pick<Roster, 'isDemo'>
  /** The demo's. */
  operators: readonly Pick<DeskOperator, 'id'>[]
  data?: Pick<Data, 'directory' | 'sittings'> | undefined
  deskKey: string
  secret: string
  passwords?: Passwords
  clock: Pick<Clock, 'now' | 'ticks'>
}

/** The demo's door until there is a real operator, and never after. */
export const createDoors = ({ roster, operators, data, passwords = createPasswords(), ...rest }: DoorsOptions) => {
  const { deskKey: key, secret, clock } = rest
  const demo = createDemoDoor(createDeskKeys({ key, secret, now: clock.now }), operators)
  const real = data ? createDoor({ ...data, passwords, lockout: createLockout(clock.ticks ?? clock.now) }) : demo
  return (): Door => (roster.isDemo() ? demo : real)
}
