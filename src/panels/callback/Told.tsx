import type { ReadonlySignal } from '@preact/signals'
import type { Callback } from '../../protocol/entities.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { slot } from '../parts/slot.js'
import type { Calling } from './calling.js'
import type { RoomWords } from './model.js'

interface ToldProps {
  calling: Calling
  callback: Callback
  words: ReadonlySignal<RoomWords>
  locale: ReadonlySignal<string>
  zone: string
  onChat(): void
}

/** What is arranged, or rings already. */
export const Told = (props: ToldProps) =>
  props.callback.dueAt === undefined && props.callback.at !== undefined ? (
    <Arranged {...props} />
  ) : (
    <Ringing {...props} />
  )

const Ringing = ({ calling, callback, words, onChat }: ToldProps) => {
  const said = words.value
  const isDialled = callback.state === 'dialled'
  return (
    <div class="calm">
      <div class="ringer">
        <Icon name="bell" />
      </div>
      <h3>{said.near}</h3>
      <p>{slot(isDialled ? said.dialling : said.calling, <Shown calling={calling} phone={callback.phone} />)}</p>
      <p>{said.fold}</p>
      <Button class="b" aria-disabled={calling.isBusy.value} onClick={isDialled ? onChat : calling.cancel}>
        {isDialled ? said.webchat : said.stopCall}
      </Button>
    </div>
  )
}

const Arranged = ({ calling, callback, words, locale, zone }: ToldProps) => {
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
          <Shown calling={calling} phone={callback.phone} />
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

const Shown = ({ calling, phone }: { calling: Calling; phone: string }) => (
  <b dir="ltr">{calling.phone.value?.toShown(phone) ?? phone}</b>
)

const HALF = 1_800_000

const sayHalf = (locale: string, at: number) =>
  new Intl.DateTimeFormat(locale, {
    __proto__: null,
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' },
  }).formatRange(at, at + HALF)
