import type { ComponentChildren } from 'preact'
import { fill } from '../../i18n/format.js'
import type { Callback } from '../../protocol/entities.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { slot } from '../parts/slot.js'
import { isLate } from './due.js'
import type { Shown } from './show.js'

/** What is arranged, rings already, or was not dialled in time. */
export const Told = (shown: Shown & { callback: Callback }) => {
  const { callback } = shown
  if (isLate(callback)) return <Late {...shown} />
  return callback.dueAt === undefined && callback.at !== undefined ? <Arranged {...shown} /> : <Near {...shown} />
}

type ToldProps = Parameters<typeof Told>[0]

const Near = ({ calling, callback, words, numbers, toChat }: ToldProps) => {
  const said = words.value
  const isDialled = callback.state === 'dialled'
  return (
    <div class="calm">
      <div class="ringer">
        <Icon name="bell" />
      </div>
      <h3>{said.near}</h3>
      <p>{slot(isDialled ? said.dialling : said.calling, <Bold numbers={numbers} phone={callback.phone} />)}</p>
      <p>{said.fold}</p>
      <Button class="b" aria-disabled={calling.isBusy.value} onClick={isDialled ? toChat : calling.cancel}>
        {isDialled ? said.webchat : said.stopCall}
      </Button>
    </div>
  )
}

const Late = (shown: ToldProps) => {
  const { callback, words, numbers, times } = shown
  const said = words.value
  const { opensAt, zone } = callback
  const text = opensAt === undefined ? said.overdue : fill(said.shut, { when: times.both(opensAt, MOMENT, zone) })
  return (
    <Calm icon="clock" title={said.late} shown={shown}>
      <p>{slot(text, <Bold numbers={numbers} phone={callback.phone} />)}</p>
      <p>{said.fold}</p>
    </Calm>
  )
}

const Arranged = (shown: ToldProps) => {
  const { callback, words, numbers, times, locale } = shown
  const said = words.value
  const { at = 0, zone } = callback
  const there = times.there(at, zone)
  return (
    <Calm icon="check" title={said.arranged} shown={shown}>
      <p>{said.relax}</p>
      <dl class="sum">
        <dt>{said.time}</dt>
        <dd>{sayHalf(locale.value, at)}</dd>
        {there && (
          <>
            <dt>{said.ours}</dt>
            <dd>{there}</dd>
          </>
        )}
        <dt>{said.phone}</dt>
        <dd>
          <Bold numbers={numbers} phone={callback.phone} />
        </dd>
        <dt>{said.zone}</dt>
        <dd>{times.zone(at)}</dd>
      </dl>
    </Calm>
  )
}

interface CalmProps {
  icon: 'check' | 'clock'
  title: string
  shown: ToldProps
  children: ComponentChildren
}

/** What stands until its time comes, and may be moved or cancelled until then. */
const Calm = ({ icon, title, shown: { calling, words }, children }: CalmProps) => (
  <div class="calm">
    <div class="here">
      <div class="av">
        <Icon name={icon} />
      </div>
    </div>
    <h3>{title}</h3>
    {children}
    <div class="two">
      <Button class="b" aria-disabled={calling.isBusy.value} onClick={calling.cancel}>
        {words.value.cancel}
      </Button>
      <Button class="b" onClick={calling.change}>
        {words.value.change}
      </Button>
    </div>
  </div>
)

const Bold = ({ numbers, phone }: Pick<Shown, 'numbers'> & { phone: string }) => (
  <b dir="ltr">{numbers.value?.toShown(phone) ?? phone}</b>
)

const HALF = 1_800_000
const MOMENT = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const

const sayHalf = (locale: string, at: number) =>
  new Intl.DateTimeFormat(locale, {
    __proto__: null,
    ...MOMENT,
  }).formatRange(at, at + HALF)
