import { effect, untracked } from '@preact/signals'
import { remember } from '../../core/remember.js'
import { own } from '../../protocol/own.js'
import type { Ways } from '../callback/ways.js'
import { likelyLanguages } from './languages.js'
import type { Reading } from '../phone/index.js'

/** A number as people write it, in a country. */
export interface Number {
  /** `isAtEnd`: nothing stands behind what was typed, so that it may be put in order. */
  type(text: string, isAtEnd: boolean): void
  choose(country: string): void
  read(text: string): Reading | undefined
  dispose(): void
}

const KEY = 'callback'

interface NumberOptions extends Pick<Ways, 'conversation' | 'country' | 'where' | 'countries' | 'locale' | 'numbers'> {
  text: Ways['phone']['text']
  /** IANA zone of the visitor's clock. */
  zone: string
  onTyped(): void
}

/** Number and country as they are typed and chosen; kept until they are sent, over reloads. */
export const createNumber = (options: NumberOptions): Number => {
  const { conversation, text, country, where, countries, numbers, locale, zone, onTyped } = options
  const put = (shown: string, code: string) => {
    text.value = shown
    country.value = code
    onTyped()
    const store = conversation.peek()?.store
    if (store) remember(store, KEY, JSON.stringify({ text: shown, country: code }))
  }
  const read = (given: string) => numbers.peek()?.readNumber(given, country.peek())
  const type = (given: string, isAtEnd: boolean) => {
    const known = read(given)
    put(known && isAtEnd ? known.shown : given, known?.country ?? country.peek())
  }
  const undo = [
    effect(() => {
      const kept = readKept(conversation.value?.store.get(KEY))
      untracked(() => {
        text.value ||= kept.text
        country.value ||= kept.country
      })
    }),
    effect(() => {
      const calling = countries.value.find(({ code }) => code === country.value)?.calling
      where.value = country.value + (calling ? ` +${calling}` : '')
    }),
    effect(() => {
      const room = numbers.value
      if (!room) return
      countries.value = room.countries(locale.value)
      untracked(() => {
        country.value ||= room.guess(zone, likelyLanguages(locale.peek()))
        // What was typed before it came.
        if (text.peek()) type(text.peek(), true)
      })
    }),
  ]
  return {
    ...{ type, read },
    choose: to => put(numbers.peek()?.moveNumber(text.peek(), country.peek(), to) ?? text.peek(), to),
    dispose: () => undo.forEach(off => off()),
  }
}

const readKept = (kept = '{}') => {
  try {
    const { text, country }: { text?: unknown; country?: unknown } = own(JSON.parse(kept) as object)
    return { text: typeof text === 'string' ? text : '', country: typeof country === 'string' ? country : '' }
  } catch {
    return { text: '', country: '' }
  }
}
