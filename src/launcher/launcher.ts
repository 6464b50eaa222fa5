import type { ButtonLink, Entry, FirstWords, Options } from '../api/options.js'
import { create, page } from '../page.js'
import { sheet } from '../styles/sheet.js'
import { ICONS } from './icons.js'
import css from './launcher.css'

export interface LauncherEvents {
  /** A button is pressed; it shows so until this settles. What opened a tab says the ticket that the tab has. */
  onPress(args: [entry: Entry, ticket?: string]): Promise<unknown>
  /** A button is pointed at, touched or focused. */
  onIntent(entry: Entry): void
}

/** The layer that holds all there is of a widget: the launcher, later a panel in its place. */
export const createHost = ({ brand, theme }: Options): HTMLElement => {
  const host = create('zvonek-host')
  host.dataset.theme = theme
  host.attachShadow({ __proto__: null, mode: 'open' }).adoptedStyleSheets = [sheet(css)]
  // Of what is none, the app tells later.
  if (CSS.supports('color', brand!)) host.style.setProperty('--zvonek-brand', brand!)
  return host
}

/** First paint: a plate of round pushes, in the order of `buttons`, then of `links`. What changes later is the doorbell's. */
export const createPlate = (
  options: Options,
  words: FirstWords,
  { onPress, onIntent }: LauncherEvents,
): HTMLElement => {
  const plate = create('div')
  set(plate, 'class', 'l')
  set(plate, 'role', 'group')
  set(plate, 'part', 'launcher')
  set(plate, 'aria-label', words.group)
  const addPush = (link: ButtonLink) => {
    const { entry, name = words[entry as 'webchat'], icon } = link
    const push = create('button') as HTMLButtonElement
    push.value = entry
    set(push, 'part', 'push')
    set(push, 'aria-label', (push.title = name))
    set(draw(draw(push, 'svg'), 'path'), 'd', icon)
    push.onpointerenter = push.onfocus = () => onIntent(entry)
    push.onclick = async () => {
      push.dataset.busy = ''
      await onPress(link.href ? [entry, openTab(link.href)] : [entry])
      delete push.dataset.busy
    }
    // Whole, or not at all.
    plate.appendChild(push)
  }
  // What one does not say, a page may have said on all objects.
  for (const entry of options.buttons)
    addPush({
      __proto__: null,
      entry,
      icon: ICONS[entry],
      // As it is inside the press: the language may be another by then.
      get href() {
        return entry === 'video' && options.callPage && `${options.callPage}#${options.widget}&${options.lang}&`
      },
    } as ButtonLink)
  // What a page has put in the way of one costs that one alone.
  for (const link of options.links)
    try {
      addPush({ __proto__: null, ...link } as ButtonLink)
    } catch (error) {
      console.warn('zvonek: no link', error)
    }
  return plate
}

/**
 * Inside the press, before anything is loaded, or browsers would block it. The tab knows nothing of this page, nor this page of
 * it (`noreferrer` says `noopener` as well): what ties the two is the ticket. Returns it.
 */
const openTab = (href: string) => {
  const ticket = crypto.getRandomValues(new Uint32Array(4)).join('-')
  Object.assign(create('a') as HTMLAnchorElement, {
    href: href + ticket,
    target: '_blank',
    rel: 'noreferrer',
  }).click()
  return ticket
}

/** Left and right mean what they say; which end of the line that is, the page knows. */
export const toSide = (position: Options['position']) =>
  position === (getComputedStyle(page('body')).direction === 'rtl' ? 'right' : 'left') ? 'start' : 'end'

const draw = (parent: Element, name: string) => parent.appendChild(create(name, 'http://www.w3.org/2000/svg'))

const set = (node: Element, name: string, value: string) => node.setAttribute(name, value)
