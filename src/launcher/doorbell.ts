import type { Doorbell, Expected } from '../api/app.js'
import type { ButtonEntry, Entry, FirstWords, Options } from '../api/options.js'
import type { LauncherWords } from '../i18n/words.js'
import { count } from '../i18n/format.js'
import english from '../i18n/en/launcher.js'
import { create } from '../page.js'
import { adopt } from '../styles/sheet.js'
import tokens from '../styles/tokens.css'
import css from './doorbell.css'

/** Paths on a grid of 24, drawn by stroke. */
const CLOCK = 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.2v5l3.3 2'
const MAIL =
  'M5.5 5h13A2.5 2.5 0 0121 7.5v9a2.5 2.5 0 01-2.5 2.5h-13A2.5 2.5 0 013 16.5v-9A2.5 2.5 0 015.5 5zM3.6 6.8L12 13l8.4-6.2'

/** One for each launcher: who points at it has it made, and the app takes it over. */
const bells = new WeakMap<HTMLElement, Doorbell>()

/**
 * What of the launcher changes once there is an app: language, who is there, unread count, its place given to a panel. Arrives with the
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
  // No panel need have been open yet, which brings them too.
  adopt(root, tokens + css)

  let words = { ...english, ...first }

  let unread = 0
  let known: Parameters<Doorbell['setExpected']>[0] = {}
  const paint = () => {
    plate.setAttribute('aria-label', words.group)
    pushes.forEach((labelled, entry) => {
      const { push, span, label, line, path, icon, own } = labelled
      const name = Object.hasOwn(words, entry) ? words[entry as ButtonEntry] : own
      const n = entry === 'webchat' ? unread : 0
      const now = Object.hasOwn(known, entry) ? known[entry] : undefined
      push.setAttribute('aria-label', n ? count(host.lang, words.unread, { n, name }) : name)
      label.data = name
      line.textContent = span.dataset.line = sayState(host.lang, words, now)
      push.toggleAttribute('data-off', now?.state === 'offline')
      path.setAttribute('d', now?.state === 'offline' && now.takesLetters ? MAIL : icon)
      mark(labelled, n > 9 ? '9+' : n ? `${n}` : now?.state === 'busy' && drawn(CLOCK))
    })
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
    setExpected(next) {
      known = next
      paint()
    },
    setOpen: entry => void host.toggleAttribute('data-open', !!entry),
    // A panel that has no button of its own goes back to the first.
    focus: entry => (pushes.get(entry) ?? pushes.values().next().value)?.push.focus(),
  }
}

/** Who comes now should know beforehand: what the name does not say. */
const sayState = (locale: string, words: LauncherWords, now: Expected | undefined) => {
  if (now?.state === 'offline') return now.takesLetters ? words.letter : words.offline
  if (now?.state !== 'busy') return ''
  return now.wait ? count(locale, words.wait, { n: Math.max(1, Math.round(now.wait / 60)) }) : words.busy
}

/** One mark at a time: words that wait to be read come before who is busy. */
const mark = ({ push, badge }: Labelled, sign: string | Node | false) => {
  badge.replaceChildren(sign || '')
  if (sign) push.append(badge)
  else badge.remove()
}

const SVG = 'http://www.w3.org/2000/svg'
const drawn = (d: string) => {
  const svg = create('svg', SVG)
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.appendChild(create('path', SVG)).setAttribute('d', d)
  return svg
}

/** A push with a word beside it, which takes the place of the browser's own; what to expect stands below. */
const labelled = (push: HTMLButtonElement): [Entry, Labelled] => {
  const span = create('span')
  const line = create('small')
  const badge = create('b')
  const path = push.querySelector('path')!
  const own = push.title
  const label = new Text(own)
  badge.setAttribute('part', 'badge')
  line.id = `about-${push.value}`
  push.setAttribute('aria-describedby', line.id)
  push.title = ''
  line.hidden = true
  span.append(label)
  push.append(span, line)
  return [push.value as Entry, { push, span, label, line, badge, path, own, icon: path.getAttribute('d')! }]
}

interface Labelled {
  push: HTMLElement
  span: HTMLElement
  label: Text
  /** Describes the push; those who see are shown it by the sheet, since it is no part of the name that people press by. */
  line: HTMLElement
  badge: HTMLElement
  path: Element
  /** What it showed and said at first. */
  icon: string
  own: string
}
