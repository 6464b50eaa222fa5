import type { Operator } from '../../protocol/entities.js'
import { count, fill } from '../../i18n/format.js'
import { Avatar } from '../parts/Avatar.js'
import { Icon } from '../parts/Icon.js'
import { slot } from '../parts/slot.js'
import { isHeard, type View } from './view.js'

/** Nobody has written yet. */
export const Welcome = ({ view }: { view: View }) => {
  const { team = [] } = view.conversation.settings.value
  return (
    <div class="calm" aria-live="off">
      <div class="faces">
        {team.slice(0, 3).map(who => (
          <Avatar key={who.id} who={who} />
        ))}
      </div>
      <h2>{view.words.welcome}</h2>
      {team.length > 0 && <p>{sayTeam(view, team)}</p>}
    </div>
  )
}

/** The bell rings: the place and the wait as far as they are known, never a promise that nobody made. */
export const Ringing = ({ view }: { view: View }) => {
  const { words, session: { position, wait } = {} } = view
  return (
    <div class="calm" aria-live="off">
      <div class="ringer">
        <Icon name="bell" />
      </div>
      <h2>{words.ringing}</h2>
      <p>
        {position && slot(words.youAre, <b>{fill(words.place, { n: position })}</b>)} {sayWait(view, wait)}
      </p>
      <p>{words.browse}</p>
      {view.note.value && <p>{view.note.value}</p>}
      {view.aside.value}
    </div>
  )
}

/** Somebody has come. The frame says it aloud. */
export const Here = ({ view, who }: { view: View; who: Operator }) => (
  <div class="calm here" aria-live="off">
    <Avatar who={who} present={view.session?.state === 'accepted' && isHeard(view)} />
    <h3>{fill(view.words.joined, { name: who.name })}</h3>
    <p>{who.title}</p>
  </div>
)

/** As far as it is known. */
const sayWait = ({ words, locale }: View, wait: number | undefined) =>
  wait === undefined ? '' : count(locale.value, words.wait, { n: Math.max(1, Math.round(wait / 60)) })

/** Who answers, and before anybody comes in, how long they would wait. */
const sayTeam = (view: View, team: readonly Operator[]) => {
  const { conversation, words, locale, dates } = view
  const desk = conversation.availability.value.webchat
  const forms = desk?.state === 'online' && (desk.wait ?? Infinity) <= 60 ? words.teamSoon : words.team
  const who = count(locale.value, forms, { n: team.length, names: dates.list(team.map(({ name }) => name)) })
  return desk?.state === 'busy' ? `${who} ${sayWait(view, desk.wait)}` : who
}
