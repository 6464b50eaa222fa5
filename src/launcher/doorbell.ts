import type { Doorbell } from '../api/app.js'
import type { ButtonEntry, Entry, FirstWords, Options } from '../api/options.js'
import { count } from '../i18n/format.js'
import english from '../i18n/en/launcher.js'
import { create } from '../page.js'
import { adopt } from '../styles/sheet.js'
import css from './doorbell.css'

/** One for each launcher: who points at it has it made, and the app takes it over. */
const bells = new WeakMap<HTMLElement, Doorbell>()

/**
 * What of the launcher changes once there is an app: language, unread count, its place given to a panel. Arrives with the
 * app, since nothing of it is needed to paint and press the buttons.
 * @param first What the buttons say now.
 */
export const createDoorbell = (host: HTMLElement, options: Options, first: FirstWords): Doorbell => {
  const bell = bells.get(host) ?? hang(host, options, first)
  bells.set(host, bell)
  return bell
}

const hang = (host: HTMLElement, options: Options, first: FirstWords): Doorbell => {
  const root = host.shadowRoot!
  const plate = root.querySelector('.l')!
  const pushes = new Map(Array.from(plate.children as Iterable<HTMLButtonElement>, labelled))
  adopt(root, css)

  let words = { ...english, ...first }

  const badge = create('b')
  badge.setAttribute('part', 'badge')
  let unread = 0
  const paint = () => {
    plate.setAttribute('aria-label', words.group)
    pushes.forEach(({ push, label, own }, entry) => {
      const name = Object.hasOwn(words, entry) ? words[entry as ButtonEntry] : own
      const n = entry === 'webchat' ? unread : 0
      push.setAttribute('aria-label', n ? count(host.lang, words.unread, { n, name }) : name)
      label.textContent = name
    })
    badge.textContent = unread > 9 ? '9+' : `${unread}`
    if (unread) pushes.get('webchat')?.push.append(badge)
    else badge.remove()
  }

  return {
    host,
    root,
    setWords(next, locale) {
      words = { ...next, ...options.words[locale] }
      host.lang = options.lang = locale
      paint()
    },
    setUnread(next) {
      unread = next
      paint()
    },
    setOpen: entry => void host.toggleAttribute('data-open', !!entry),
    focus: entry => pushes.get(entry)?.push.focus(),
  }
}

/** A push with a word beside it, which takes the place of the browser's own. */
const labelled = (push: HTMLButtonElement): [Entry, Labelled] => {
  const label = create('span')
  const own = (label.textContent = push.title)
  push.title = ''
  push.append(label)
  return [push.value as Entry, { push, label, own }]
}

interface Labelled {
  push: HTMLElement
  label: HTMLElement
  /** What it said at first. */
  own: string
}
