import type { ReadonlySignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { wordsOf } from '../../i18n/format.js'
import type { Country } from '../phone/index.js'
import type { Calling } from './calling.js'
import type { RoomWords } from './model.js'
import type { SlotsRoom } from './later.js'

export interface PhoneProps {
  calling: Calling
  words: ReadonlySignal<RoomWords>
  countries: ReadonlySignal<readonly Country[]>
  slots: ReadonlySignal<SlotsRoom | undefined>
  input: { current: HTMLInputElement | null }
  isCut: ReadonlySignal<boolean>
}

/** A number to be called, now or at a time. */
export const Phone = (props: PhoneProps) => {
  const { calling, words, slots, input, isCut } = props
  const { isLater, isBusy, isAway, slot } = calling
  const said = words.value
  // On touch nothing has the focus at first, and the country stands beside the number all the same.
  useLayoutEffect(calling.fetchPhone, [])
  const room = slots.value
  const onSubmit = (event: Event) => {
    event.preventDefault()
    input.current?.focus()
    calling.send()
  }
  const at = isLater.value ? slot.value : undefined
  return (
    <form class="way" noValidate onSubmit={onSubmit}>
      <Switch calling={calling} words={words} />
      <Field {...props} />
      {isLater.value && (room ? <room.Slots /> : <p class="hint">{said.coming}</p>)}
      {isAway.value && !isLater.value && (
        <p class="hint" role="status">
          {said.away}
        </p>
      )}
      <Button type="submit" class="b fill wide" aria-disabled={isBusy.value}>
        {isBusy.value ? said.sending : at !== undefined && room ? room.sayCall(at) : said.call}
      </Button>
      {isBusy.value && isCut.value && (
        <p class="hint" role="status">
          {said.lost}
        </p>
      )}
    </form>
  )
}

const Switch = ({ calling: { isLater }, words }: Pick<PhoneProps, 'calling' | 'words'>) => (
  <div class="seg" role="radiogroup" aria-label={words.value.when}>
    {[false, true].map(later => (
      <label key={later} class={isLater.value === later ? 'on' : ''}>
        <input
          class="vh"
          type="radio"
          name="when"
          checked={isLater.value === later}
          onChange={() => (isLater.value = later)}
        />
        {later ? words.value.later : words.value.nowish}
      </label>
    ))}
  </div>
)

const Field = ({ calling, words, countries, input }: PhoneProps) => {
  const said = words.value
  const fault = calling.wrong.value
  const sentence = fault && fault !== 'full' && fault !== 'slot' ? (wordsOf(said.numbers, fault) ?? said.fault) : ''
  const onInput = ({ currentTarget, inputType = '' }: InputEvent & { currentTarget: HTMLInputElement }) => {
    const { value, selectionEnd } = currentTarget
    calling.type(value, selectionEnd === value.length && !inputType.startsWith('delete'))
    // Put in order in this very moment, it is shown as it is written.
    currentTarget.value = calling.text.peek()
  }
  return (
    <div class={sentence ? 'fl bad' : 'fl'}>
      <label for="phone">{said.phone}</label>
      <div class="tel">
        <Countries {...{ calling, words, countries }} />
        <input
          id="phone"
          class="in"
          type="tel"
          autocomplete="tel"
          dir="ltr"
          aria-invalid={!!sentence}
          aria-describedby="about-phone"
          value={calling.text.value}
          ref={input}
          onFocus={calling.fetchPhone}
          onInput={onInput}
        />
      </div>
      <div id="about-phone">
        {sentence ? (
          <p class="err" role="alert">
            <Icon name="alert" small />
            <span>{sentence}</span>
          </p>
        ) : (
          <p class="hint">{said.used}</p>
        )}
      </div>
    </div>
  )
}

/** What is shown is short; what is chosen from has names. */
const Countries = ({ calling, words, countries }: Pick<PhoneProps, 'calling' | 'words' | 'countries'>) => {
  const chosen = calling.country.value
  const calls = countries.value.find(({ code }) => code === chosen)?.calling
  return (
    <span class="cc">
      <span aria-hidden="true">
        {chosen} {calls && `+${calls}`}
      </span>
      <Icon name="down" small />
      <select
        aria-label={words.value.country}
        onFocus={calling.fetchPhone}
        onChange={({ currentTarget }) => calling.choose(currentTarget.value)}
      >
        {countries.value.map(({ code, calling: number, name }) => (
          <option key={code} value={code} selected={code === chosen}>
            {name} +{number}
          </option>
        ))}
      </select>
    </span>
  )
}
