import { fill } from '../../../src/i18n/format.js'
import type { Desk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { words } from '../words.js'

const { quiet } = words

/** No conversation in the middle: says why, and the one thing to do about it. */
export const Quiet = ({ desk }: { desk: Desk }) => {
  const isAway = desk.me.value && !desk.available.value
  const [title, text, touch = text] = isAway ? [quiet.away, toColleagues(desk)] : toIdle(desk)
  return (
    <div class="nothing">
      <span class="disc">
        <Icon name="bell" />
      </span>
      <h2>{title}</h2>
      <p class="keys">{text}</p>
      <p class="touch">{touch}</p>
      {isAway && (
        <button type="button" class="b p" onClick={() => desk.setAvailable(true)}>
          {quiet.become}
        </button>
      )}
    </div>
  )
}

/** A title, what to do with a mouse and keys, and with a finger where that is another. */
const toIdle = (desk: Desk): readonly [string, string, string?] => {
  if (!desk.me.value) return [quiet.opening, '']
  if (desk.waiting.value.length) return [quiet.pick, quiet.pickText, quiet.pickTouch]
  return desk.talks.value.length ? [quiet.choose, quiet.chooseText, quiet.chooseTouch] : [quiet.ready, quiet.readyText]
}

const toColleagues = (desk: Desk): string => {
  const names = desk.colleagues.value.filter(one => one.available).map(one => one.name)
  if (!names.length) return quiet.awayAlone
  const list = new Intl.ListFormat('en').format(names)
  return fill(names.length === 1 ? quiet.awayWith : quiet.awayWithMany, { names: list })
}
