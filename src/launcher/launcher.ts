import type { Doorbell } from '../api/app.js'
import type { ButtonEntry, Entry, Options } from '../api/options.js'
import english from '../i18n/en/launcher.js'
import type { LauncherWords } from '../i18n/words.js'
import { sheet } from '../styles/sheet.js'
import { ICONS } from './icons.js'
import css from './launcher.css'

export interface LauncherEvents {
  /** A button is pressed; it shows so until this settles. */
  onPress(entry: ButtonEntry): Promise<unknown>
  /** A button is pointed at, touched or focused. */
  onIntent(entry: ButtonEntry): void
}

/** The doorbell: a plate of round pushes in an open shadow root. It is not on the page until its host is. */
export const createLauncher = ({ brand, buttons, words: own }: Options, events: LauncherEvents): Doorbell => {
  const host = document.createElement('zvonek-host')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet(css)]
  if (brand) host.style.setProperty('--zvonek-brand', brand)

  const plate = document.createElement('div')
  plate.className = 'l'
  set(plate, 'part', 'launcher')
  set(plate, 'role', 'group')
  root.append(plate)
  const pushes = new Map<Entry, Push>(buttons.map(entry => [entry, addPush(plate, entry, events)]))

  let words: LauncherWords
  let unread = 0
  const paint = () => {
    set(plate, 'aria-label', words.group)
    pushes.forEach(({ button, word, badge }, entry) => {
      const name = (word.textContent = words[entry as ButtonEntry])
      const n = entry === 'webchat' ? unread : 0
      badge.textContent = n > 9 ? '9+' : n ? `${n}` : ''
      set(button, 'aria-label', n ? toUnread(words, host.lang, n).replace('{name}', name) : name)
    })
  }

  return {
    host,
    root,
    setWords(next, locale) {
      words = { ...english, ...next, ...own[locale] }
      host.lang = locale
      paint()
    },
    setUnread(next) {
      unread = next
      paint()
    },
    setOpen: entry => void host.toggleAttribute('data-open', !!entry),
    focus: entry => pushes.get(entry)?.button.focus(),
  }
}

/** Left and right mean what they say; which end of the line that is, the page knows. */
export const toSide = (position: Options['position']) =>
  position === (getComputedStyle(document.body).direction === 'rtl' ? 'right' : 'left') ? 'start' : 'end'

type Push = ReturnType<typeof addPush>

const addPush = (plate: Element, entry: ButtonEntry, { onPress, onIntent }: LauncherEvents) => {
  const button = add(plate, 'button')
  set(button, 'part', 'push')
  set(add(add(button, 'svg', 'http://www.w3.org/2000/svg'), 'path'), 'd', ICONS[entry])
  const word = add(button, 'span')
  const badge = add(button, 'b')
  set(badge, 'part', 'badge')
  button.onpointerenter = button.onfocus = () => onIntent(entry)
  button.onclick = async () => {
    set(button, 'data-busy')
    await onPress(entry)
    button.removeAttribute('data-busy')
  }
  return { button, word, badge }
}

const toUnread = ({ unread }: LauncherWords, locale: string, n: number) =>
  `${unread[new Intl.PluralRules(locale).select(n)] ?? unread.other}`.replace('{n}', `${n}`)

const add = (parent: Element, name: string, space = parent.namespaceURI) =>
  parent.appendChild(document.createElementNS(space, name) as HTMLElement)

const set = (node: Element, name: string, value = '') => node.setAttribute(name, value)
