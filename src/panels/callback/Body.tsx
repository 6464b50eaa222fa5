import { Icon } from '../parts/Icon.js'
import type { Capability } from '../../protocol/events.js'
import type { Drawn } from './drawn.js'
import { Way } from './Way.js'

export const Body = (drawn: Drawn) =>
  drawn.told.value || (
    <div class="ways">
      {drawn.end.value}
      {can(drawn, 'callback') && <Phone {...drawn} />}
      {(can(drawn, 'invitation') || !can(drawn, 'callback')) && <Invitation {...drawn} />}
    </div>
  )

/** What a backend cannot do is not offered; before it has been heard, nobody knows. */
const can = ({ conversation: { value } }: Drawn, ability: Capability) => !value?.pipe.lives.value || value.can(ability)

/** A number to be called, now or at a time. */
const Phone = (drawn: Drawn) => {
  const { phone, used, call } = drawn.words.value
  return (
    <Way
      {...{ drawn, field: drawn.phone, label: phone, hint: used, press: call }}
      above={<Switch {...drawn} />}
      before={<Countries {...drawn} />}
      id="phone"
      type="tel"
      autocomplete="tel"
    />
  )
}

/** The number that an operator gave: typed or pasted, however it is parted. */
const Invitation = (drawn: Drawn) => {
  const { number, hint, connect } = drawn.words.value
  return (
    <Way
      {...{ drawn, field: drawn.code, label: number, hint, press: connect }}
      id="number"
      inputMode="numeric"
      autocomplete="one-time-code"
      placeholder="000 000"
    />
  )
}

const Switch = ({ isLater, words, want }: Drawn) => (
  <div class="seg" role="radiogroup" aria-label={words.value.when}>
    {[false, true].map(later => (
      <label key={later} class={isLater.value === later ? 'on' : ''}>
        <input
          class="vh"
          type="radio"
          name="when"
          checked={isLater.value === later}
          onChange={() => {
            isLater.value = later
            want()
          }}
        />
        {later ? words.value.later : words.value.nowish}
      </label>
    ))}
  </div>
)

/** What is shown is short; what is chosen from has names. */
const Countries = ({ country, where, countries, words, choose, want }: Drawn) => (
  <span class="cc">
    <span aria-hidden="true">{where.value}</span>
    <Icon name="down" small />
    <select
      aria-label={words.value.country}
      onFocus={want}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {countries.value.map(({ code, calling, name }) => (
        <option key={code} value={code} selected={code === country.value}>
          {name} +{calling}
        </option>
      ))}
    </select>
  </span>
)
