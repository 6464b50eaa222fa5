import type { Finding } from '../../api/findings.js'
import { fault, note } from './finding.js'

/** Why there is nothing to press. While a panel is open the launcher gives it its place, so there is nothing to look for. */
export const launcherFindings = (host: HTMLElement, hasPanel: boolean): Finding[] => {
  if (!host.isConnected) return [fault('launcher.gone', 'Something has taken <zvonek-host> out of the page.')]
  if (host.hidden) return [note('launcher.hidden', 'The launcher is hidden: by hide(), or by a rule. show() shows it.')]
  if (hasPanel) return []
  const pushes = Array.from(host.shadowRoot!.querySelectorAll<HTMLElement>('.l button'))
  const drawn = pushes.filter(isDrawn)
  if (!drawn.length) return [fault('launcher.invisible', `Nothing of the launcher is drawn: ${whyHidden(host)}.`)]
  const inside = drawn.map(middleOf).filter(({ x, y }) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)
  if (!inside.length)
    return [
      fault('launcher.outside', 'The launcher stands outside the window: something transforms what it stands in.'),
    ]
  const covers = inside.flatMap(({ x, y }) => coverAt(host, x, y) ?? [])
  return covers.length
    ? [
        fault(
          'launcher.covered',
          `${nameOf(covers[0]!)} lies over the launcher and takes its presses: give it a lower z-index.`,
        ),
      ]
    : []
}

const isDrawn = (push: HTMLElement) => {
  const { width, height } = push.getBoundingClientRect()
  const seen = push.checkVisibility as typeof push.checkVisibility | undefined
  return width * height > 0 && (seen?.call(push, { opacityProperty: true, visibilityProperty: true }) ?? true)
}

const middleOf = (push: HTMLElement) => {
  const { x, y, width, height } = push.getBoundingClientRect()
  return { x: x + width / 2, y: y + height / 2 }
}

/** What gets a press at that place instead of the launcher. */
const coverAt = (host: HTMLElement, x: number, y: number) => {
  const found = (host.getRootNode() as Document | ShadowRoot).elementFromPoint(x, y)
  return found && found !== host ? found : undefined
}

const whyHidden = (host: HTMLElement) => {
  for (let at: Element | null = host; at; at = parentOf(at)) {
    const { display, visibility, opacity } = getComputedStyle(at)
    if (display === 'none') return `${nameOf(at)} has “display: none”`
    if (visibility !== 'visible') return `${nameOf(at)} has “visibility: ${visibility}”`
    if (Number(opacity) === 0) return `${nameOf(at)} has “opacity: 0”`
  }
  return 'it has no size; look for styles that reach ::part(launcher) or ::part(push)'
}

const parentOf = (at: Element) => at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host ?? null

/** As it would be looked for in the inspector. */
const nameOf = ({ localName, id, classList }: Element) =>
  `<${[localName, ...(id ? [`#${id}`] : []), ...Array.from(classList, name => `.${name}`)].join('')}>`
