import type { ButtonEntry, FirstWords, Options } from '../api/options.js'
import { create, page } from '../page.js'
import { sheet } from '../styles/sheet.js'
import { ICONS } from './icons.js'
import css from './launcher.css'

export interface LauncherEvents {
  /** A button is pressed; it shows so until this settles. */
  onPress(entry: ButtonEntry): Promise<unknown>
  /** A button is pointed at, touched or focused. */
  onIntent(entry: ButtonEntry): void
}

/** The layer that holds all there is of a widget: the launcher, later a panel in its place. */
export const createHost = ({ brand }: Options): HTMLElement => {
  const host = create('zvonek-host')
  host.attachShadow({ __proto__: null, mode: 'open' }).adoptedStyleSheets = [sheet(css)]
  if (brand) {
    if (CSS.supports('color', brand)) host.style.setProperty('--zvonek-brand', brand)
    else console.warn(`zvonek: brand must be a CSS colour`)
  }
  return host
}

/** First paint: a plate of round pushes, in the order of `buttons`. What changes later is the doorbell's. */
export const createPlate = (
  { buttons }: Options,
  words: FirstWords,
  { onPress, onIntent }: LauncherEvents,
): HTMLElement => {
  const plate = create('div')
  set(plate, 'class', 'l')
  set(plate, 'part', 'launcher')
  set(plate, 'role', 'group')
  set(plate, 'aria-label', words.group)
  for (const entry of buttons) {
    const push = add(plate, 'button')
    set(push, 'part', 'push')
    set(push, 'aria-label', words[entry])
    set(add(add(push, 'svg', 'http://www.w3.org/2000/svg'), 'path'), 'd', ICONS[entry])
    add(push, 'span').textContent = words[entry]
    push.onpointerenter = push.onfocus = () => onIntent(entry)
    push.onclick = async () => {
      push.toggleAttribute('data-busy', true)
      await onPress(entry)
      push.toggleAttribute('data-busy', false)
    }
  }
  return plate
}

/** Left and right mean what they say; which end of the line that is, the page knows. */
export const toSide = (position: Options['position']) =>
  position === (getComputedStyle(page('body')).direction === 'rtl' ? 'right' : 'left') ? 'start' : 'end'

const add = (parent: Element, name: string, space = parent.namespaceURI) => parent.appendChild(create(name, space))

const set = (node: Element, name: string, value: string) => node.setAttribute(name, value)
