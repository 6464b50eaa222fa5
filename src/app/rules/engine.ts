import { createClock } from '../../browser/clock.js'
import { createSenses, type Senses } from '../../browser/senses.js'
import { asks, decide } from '../../core/rules.js'
import type { Rule } from '../../protocol/rule.js'
import type { RuleParts } from '../rules.js'
import { paramsOf } from './params.js'
import { createActs } from './acts.js'
import { createAttention } from './attention.js'
import { createClaims } from './claims.js'
import { gather } from './facts.js'
import { overhear } from './overhear.js'
import { createPageMemory } from './page-memory.js'
import type { Followed } from './read.js'
import { createSchedule } from './schedule.js'

/**
 * Looks when something is otherwise, or when time alone would make it so: by one timer, and none while nobody sees the page.
 * Nothing is asked again and again.
 */
export const createEngine = (parts: RuleParts) => {
  const claims = createClaims(parts.host.options, createClock())
  const paged = createPageMemory(parts.report)
  const { soon, after } = createSchedule(() => followed && senses && attention.isSeen() && look(followed, senses))
  const { state, undo } = overhear(parts.host, soon)
  const acts = createActs(parts, { state, functions: () => followed?.functions ?? {}, onQuiet: soon })
  const attention = createAttention({
    memory: () => claims.memory,
    onSee: isSeen => (isSeen ? soon() : after(Infinity)),
    onTurn: () => turn(),
  })
  let followed: Followed | undefined
  let senses: Senses | undefined
  let held: ReadonlySet<string> = new Set()
  const turn = () => {
    held = new Set()
    paged.turn()
    senses?.turn()
    acts.close()
    soon()
  }

  const look = ({ rules, country }: Followed, senses: Senses) => {
    acts.hush()
    const { memory } = claims
    const { gaze } = attention
    const facts = gather({ memory, gaze, senses, state: state(), params: paramsIn(parts), country })
    const isSpent = (rule: Rule) => paged.isSpent(rule) || memory.isSpent(rule)
    const decision = decide({ rules, facts, held, isSpent, speaking: acts.speaking() })
    held = decision.held
    after(decision.wait)
    decision.act.forEach(begin)
  }
  const begin = (rule: Rule) => {
    paged.note(rule)
    const done = acts.take(rule)
    void claims.claim(rule).then(isMine => (isMine && followed ? acts.act(rule, done) : done()), done)
  }
  return {
    /** Something is otherwise; the site may have been told that its visitor agrees. */
    look: () => (followed && claims.keep(followed.remember, followed.rules), soon()),
    follow: (next: Followed) => {
      followed = next
      senses?.dispose()
      senses = createSenses({ onChange: soon, onLife: () => attention.pulse() && soon(), wants: wantsOf(next) })
      claims.keep(next.remember, next.rules)
      acts.prepare(next.rules)
      attention.start()
      soon()
    },
    /** Somebody else sits there now: what is remembered of the one before goes. */
    forget: () => {
      acts.close()
      claims.forget()
      attention.live()
      soon()
    },
    dispose: () => {
      followed = undefined
      for (const end of [attention.dispose, () => senses?.dispose(), acts.dispose, undo]) end()
    },
  }
}

/** What the visitor's session is told, or what waits for them to act. */
const paramsIn = ({ host, life, said }: RuleParts) =>
  life.running() ? life.params() : paramsOf(host.options.params, said())

const wantsOf = ({ rules }: Followed) => ({ scroll: asks(rules, 'scroll'), exitIntent: asks(rules, 'exitIntent') })
