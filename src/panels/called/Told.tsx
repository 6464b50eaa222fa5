import type { Callback } from '../../protocol/entities.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { slot } from '../parts/slot.js'
import type { Shown } from './show.js'

/** What is arranged, or rings already. */
export const Told = (shown: Shown & { callback: Callback }) =>
  shown.callback.dueAt === undefined && shown.callback.at !== undefined ? <Arranged {...shown} /> : <Near {...shown} />

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

const Arranged = ({ calling, callback, words, numbers, locale, zone }: ToldProps) => {
  const said = words.value
  return (
    <div class="calm">
      <div class="here">
        <div class="av">
          <Icon name="check" />
        </div>
      </div>
      <h3>{said.arranged}</h3>
      <p>{said.relax}</p>
      <dl class="sum">
        <dt>{said.time}</dt>
        <dd>{sayHalf(locale.value, callback.at ?? 0)}</dd>
        <dt>{said.phone}</dt>
        <dd>
          <Bold numbers={numbers} phone={callback.phone} />
        </dd>
        <dt>{said.zone}</dt>
        <dd>{zone.replace(/^.*\//, '').replaceAll('_', ' ')}</dd>
      </dl>
      <div class="two">
        <Button class="b" aria-disabled={calling.isBusy.value} onClick={calling.cancel}>
          {said.cancel}
        </Button>
        <Button class="b" onClick={calling.change}>
          {said.change}
        </Button>
      </div>
    </div>
  )
}

const Bold = ({ numbers, phone }: Pick<Shown, 'numbers'> & { phone: string }) => (
  <b dir="ltr">{numbers.value?.toShown(phone) ?? phone}</b>
)

const HALF = 1_800_000

const sayHalf = (locale: string, at: number) =>
  new Intl.DateTimeFormat(locale, {
    __proto__: null,
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' },
  }).formatRange(at, at + HALF)
