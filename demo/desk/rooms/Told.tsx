import { fill } from '../../../src/i18n/format.js'
import type { Time } from '../../../src/protocol/entities.js'
import type { Client } from '../../protocol/desk.js'
import { toMoment } from '../format.js'
import { mailWords as words } from '../mail-words.js'

type Mail = NonNullable<Client['mail']>

/** Where answers are told while the client is away, and how the last mail went. */
export const Told = ({ mail, proof, now }: { mail: Mail; proof: string; now: Time }) => (
  <>
    <bdi>{mail.to}</bdi>{' '}
    <span class="hint">
      {proof}, {toState(mail, now)}
    </span>
  </>
)

const toState = ({ at, stopped, latest }: Mail, now: Time): string => {
  if (stopped !== undefined) return fill(words.stopped, { moment: toMoment(stopped, now) })
  if (!latest) return fill(words.agreed, { moment: toMoment(at, now) })
  const { state, at: when, why = '' } = latest.delivery
  return fill(words.states[state], { why, moment: when === undefined ? '' : toMoment(when, now) })
}
