import { computed, effect, untracked } from '@preact/signals'
import { fill } from '../../i18n/format.js'
import { sayFailed, sayLine } from './say.js'
import { isRinging, speaker, type View } from './view.js'

/** A falling place in the queue is told at most each so many ms. */
const PLACE = 15_000

/** Says aloud what is only seen otherwise; messages are told by the log itself. Returns the undos. */
export const announce = (view: View): (() => void)[] =>
  [sayConnection, sayQueue, sayOperator, sayWriting, sayFailures].map(start => start(view))

const sayConnection = (view: View) =>
  effect(() => {
    const state = view.line.value
    if (state) view.live[state === 'back' ? 'say' : 'alert'](untracked(() => sayLine(view)))
  })

const sayQueue = (view: View) => {
  const place = computed(() => (isRinging(view.session) ? (view.session?.position ?? Infinity) : 0))
  let told = 0
  let at = 0
  return effect(() => {
    const n = place.value
    const say = () => {
      const { ringing, youAre, place } = untracked(() => view.words)
      const where = n < Infinity ? fill(youAre, { place: fill(place, { n }) }) : ''
      view.live.say(told ? where : `${ringing}. ${where}`)
      told = n
      at = Date.now()
    }
    if (!n || !told) return n ? say() : void (told = 0)
    if (n >= told) return
    const timer = setTimeout(say, at + PLACE - Date.now())
    return () => clearTimeout(timer)
  })
}

const sayOperator = (view: View) => {
  let before = untracked(() => speaker(view.session)?.id)
  return effect(() => {
    const { session } = view
    const operator = isRinging(session) ? undefined : speaker(session)
    if (session?.state === 'accepted' && operator && operator.id !== before)
      view.live.say(untracked(() => fill(view.words.joined, { name: operator.name })))
    before = operator?.id
  })
}

const sayWriting = (view: View) => {
  let told = -1
  return effect(() => {
    const who = view.conversation.writing.value
    const { length } = view.conversation.thread.peek()
    // Once for each answer, not for each pause of a slow typist.
    if (!who || told === length) return
    told = length
    view.live.say(untracked(() => `${who.name} ${view.words.writing}`))
  })
}

const sayFailures = (view: View) => {
  let known: ReadonlySet<string> | undefined
  return effect(() => {
    const failed = view.conversation.thread.value.filter(({ state }) => state === 'failed' || state === 'unsure')
    const fresh = failed.find(({ key }) => known && !known.has(key))
    known = new Set(failed.map(({ key }) => key))
    if (fresh) view.live.alert(untracked(() => sayFailed(view, fresh)))
  })
}
