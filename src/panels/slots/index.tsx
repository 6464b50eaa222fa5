import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { fill } from '../../i18n/format.js'
import { own } from '../../protocol/own.js'
import { adopt } from '../../styles/sheet.js'
import type { CallbackSlot } from '../../protocol/entities.js'
import type { Times } from '../called/times.js'
import type { RoomWords } from '../called/words.js'
import { Icon } from '../parts/Icon.js'
import css from './Slots.css'

export interface SlotsOptions {
  root: ShadowRoot
  words: ReadonlySignal<RoomWords>
  locale: ReadonlySignal<string>
  times: Times
  /** Start of the half hour that is chosen. */
  slot: Signal<number | undefined>
  /** The one that somebody else has just taken. */
  gone: ReadonlySignal<number | undefined>
  /** What is wrong with the whole wish: `slot` when none is chosen. */
  wrong: ReadonlySignal<string>
  /** Asks the backend for the half hours of now. */
  ask(): Promise<object>
}

interface Offer {
  slots: readonly CallbackSlot[]
  zone: string | undefined
}

/** Half hours to choose from, by days of the visitor's own zone; full ones are struck through, not hidden. */
export const createSlots = (options: SlotsOptions) => {
  const { slot, gone, locale, words, ask } = options
  const offer = signal<Offer | undefined>(undefined)
  const isLost = signal(false)
  const chosen = signal<string | undefined>(undefined)
  const say = computed(() => createSayings(locale.value))
  const days = computed(() => toDays(offer.value?.slots ?? []))
  const load = () => {
    isLost.value = false
    ask().then(
      told => (offer.value = readOffer(told)),
      () => (isLost.value = true),
    )
  }
  const undo = [
    adopt(options.root, css),
    // Somebody was quicker: what is offered is another now.
    effect(() => {
      if (gone.value !== undefined || !offer.peek()) {
        chosen.value = undefined
        load()
      }
    }),
  ]
  const nearest = computed(() => {
    const to = gone.value ?? 0
    const far = (at: number) => Math.abs(at - to)
    const free = (offer.value?.slots ?? []).flatMap(({ free, at }) => (free && at !== to ? at : []))
    return free.sort((one, other) => far(one) - far(other)).at(0)
  })
  const day = computed(() => {
    const wanted = chosen.value ?? toDay(nearest.value ?? 0)
    return days.value.find(one => one.key === wanted) ?? days.value.at(0)
  })
  const view: Viewed = { ...options, offer, isLost, days, day, chosen, nearest, say, load }
  return {
    Slots: () => <Slots {...view} />,
    sayCall: (at: number) => fill(words.value.callAt, { day: say.value.day(at), time: say.value.time(at) }),
    dispose: () => {
      slot.value = undefined
      for (const off of undo) off()
    },
  }
}

interface Day {
  key: string
  at: number
  slots: readonly CallbackSlot[]
}

interface Viewed extends SlotsOptions {
  offer: ReadonlySignal<Offer | undefined>
  isLost: ReadonlySignal<boolean>
  days: ReadonlySignal<readonly Day[]>
  day: ReadonlySignal<Day | undefined>
  chosen: Signal<string | undefined>
  nearest: ReadonlySignal<number | undefined>
  say: ReadonlySignal<Sayings>
  load(): void
}

const Slots = (view: Viewed) => {
  const { offer, isLost, days, words } = view
  const said = words.value
  if (isLost.value) return <Lost {...view} />
  if (!offer.value) return <p class="hint">{said.coming}</p>
  if (!days.value.length) return <p class="hint">{said.noTimes}</p>
  const clocks = sayClocks(view)
  return (
    <>
      <Days {...view} />
      <Times {...view} />
      <Trouble {...view} />
      {clocks && (
        <p class="hint" role="status">
          {clocks}
        </p>
      )}
    </>
  )
}

/** Where the site's clock shows another time: that of the half hour that is chosen, else whose the times are. */
const sayClocks = ({ offer, days, slot, words, times }: Viewed) => {
  const site = offer.value?.zone
  const at = slot.value
  if (at !== undefined) return times.there(at, site) && times.both(at, CHOSEN, site)
  const other = days.value.find(one => times.there(one.at, site))
  return other && fill(words.value.zones, { zone: times.zone(other.at), site: times.zone(other.at, site) })
}

const CHOSEN = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const

const Lost = ({ words, load }: Viewed) => (
  <p class="hint" role="status">
    {words.value.lost}{' '}
    <button type="button" class="lk" onClick={load}>
      {words.value.now}
    </button>
  </p>
)

const Days = ({ days, day, chosen, slot, words, say }: Viewed) => (
  <div class="days" role="radiogroup" aria-label={words.value.day}>
    {days.value.map(({ key, at }) => (
      <label key={key} class={day.value?.key === key ? 'on' : ''}>
        <input
          class="vh"
          type="radio"
          name="day"
          checked={day.value?.key === key}
          aria-label={say.value.date(at)}
          onChange={() => {
            chosen.value = key
            slot.value = undefined
          }}
        />
        {say.value.short(at)} <b>{say.value.number(at)}</b>
      </label>
    ))}
  </div>
)

const Times = ({ day, slot, words, say }: Viewed) => (
  <div class="slots" role="radiogroup" aria-label={words.value.time}>
    {day.value?.slots.map(({ at, free }) => (
      <label key={at} class={free ? (slot.value === at ? 'slot on' : 'slot') : 'slot full'}>
        <input
          class="vh"
          type="radio"
          name="slot"
          disabled={!free}
          checked={slot.value === at}
          onChange={() => (slot.value = at)}
        />
        {say.value.time(at)}
      </label>
    ))}
  </div>
)

/** What became of the half hour that was chosen. */
const Trouble = ({ slot, gone, wrong, nearest, words, say }: Viewed) => {
  if (slot.value !== undefined) return null
  const { taken, next, choose } = words.value
  const sentence =
    gone.value === undefined
      ? wrong.value === 'slot' && choose
      : `${fill(taken, { time: say.value.time(gone.value) })} ${sayNext(next, say.value, { gone: gone.value, nearest: nearest.value })}`
  return sentence ? (
    <div class="bad">
      <p class="err" role="alert">
        <Icon name="alert" small />
        <span>{sentence}</span>
      </p>
    </div>
  ) : null
}

/** With its day, where that is another. */
const sayNext = (next: string, say: Sayings, { gone, nearest }: { gone: number; nearest: number | undefined }) => {
  if (nearest === undefined) return ''
  return fill(next, { time: say[toDay(gone) === toDay(nearest) ? 'time' : 'moment'](nearest) })
}

const readOffer = (told: object): Offer => {
  const { slots, zone }: { slots?: unknown; zone?: unknown } = own(told)
  const all = Array.isArray(slots) ? (slots as object[]).map(one => own(one as CallbackSlot)) : []
  return { slots: all.filter(({ at }) => Number.isFinite(at)), zone: typeof zone === 'string' ? zone : undefined }
}

/** A day of the visitor's own. */
const toDay = (at: number) => new Date(at).toDateString()

const toDays = (slots: readonly CallbackSlot[]): Day[] => {
  const keys = [...new Set(slots.map(({ at }) => toDay(at)))]
  return keys.map(key => {
    const own = slots.filter(({ at }) => toDay(at) === key)
    return { key, at: own.at(0)?.at ?? 0, slots: own }
  })
}

type Sayings = ReturnType<typeof createSayings>
const DAY = 86_400_000

const createSayings = (locale: string) => {
  const format = (how: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(locale, { __proto__: null, ...how })
    return (at: number) => made.format(at)
  }
  const near = new Intl.RelativeTimeFormat(locale, { __proto__: null, numeric: 'auto' } as object)
  const weekday = format({ weekday: 'long' })
  const ahead = (at: number) => Math.round((midnight(at) - midnight(Date.now())) / DAY)
  const day = (at: number) => (ahead(at) < 2 ? near.format(ahead(at), 'day') : weekday(at))
  const brief = format({ weekday: 'short' })
  return {
    day,
    time: format({ hour: 'numeric', minute: '2-digit' }),
    moment: format({ weekday: 'long', hour: 'numeric', minute: '2-digit' }),
    date: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    number: format({ day: 'numeric' }),
    short: (at: number) => (ahead(at) ? brief(at) : toTitle(day(at), locale)),
  }
}

const toTitle = (text: string, locale: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)

const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0)
