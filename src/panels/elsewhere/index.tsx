import { computed, signal, type ReadonlySignal } from '@preact/signals'
import english from '../../i18n/en/elsewhere.js'
import type { ElsewhereWords } from '../../i18n/words.js'
import type { Entry } from '../../protocol/entities.js'
import { own } from '../../protocol/own.js'
import calm from '../chat/Calm.css'
import { mountFrame } from '../frame/mount-frame.js'
import type { MountRoom } from '../panel.js'
import { isTouch } from '../parts/touch.js'
import css from './Elsewhere.css'
import { Picture } from './Picture.js'
import { tell } from './tell.js'

export { tell }

/** The button that leads elsewhere, as the page set it. */
export interface Elsewhere {
  entry: Entry
  name?: string
  icon: string
  href?: string
  /** Address for another device. */
  shows?: string
}

/** Where an address is open for a ticket. */
const OPEN = /(=|%23)$/

/** What leads to a messenger on another device: a picture for a phone, and the link for this one. */
export const mount =
  (link: Elsewhere): MountRoom =>
  options => {
    const { entry, icon, href = '', shows = href, name = nameOf(options.root, link.entry) } = own(link)
    const words = computed(() => ({ ...options.words.value, ...(options.words.value.elsewhere ?? english) }))
    const ticket = OPEN.test(shows) ? crypto.getRandomValues(new Uint32Array(4)).join('-') : ''
    if (ticket) tell(options.life, entry, ticket)
    const anchor: Anchor = { current: null }
    const facts = { words, name, icon, address: shows + ticket }
    return mountFrame(options, {
      css: calm + css,
      live: { polite: signal(''), assertive: signal('') },
      name: () => name,
      running: signal(false),
      head: <Head {...facts} />,
      body: <Body {...facts} anchor={anchor} />,
      start: () => anchor.current,
    })
  }

/** What the launcher's words call it: the launcher stands in the same root. */
const nameOf = (root: ShadowRoot, entry: Entry): string =>
  Array.from(root.querySelectorAll('button')).find(({ value }) => value === entry)?.ariaLabel ?? ''

interface Anchor {
  current: HTMLAnchorElement | null
}
interface Facts {
  words: ReadonlySignal<ElsewhereWords>
  name: string
  icon: string
  address: string
}

const Head = ({ name, icon }: Facts) => (
  <>
    <span class="av">
      <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
        <path d={icon} />
      </svg>
    </span>
    <div>
      <h2 tabIndex={-1}>{name}</h2>
    </div>
  </>
)

const TEL = 'tel:'

/** Who holds the phone in their hand needs no picture for it. */
const Body = ({ words, name, address, anchor }: Facts & { anchor: Anchor }) => {
  const said = words.value
  const isNumber = address.startsWith(TEL)
  return (
    <div class="calm away">
      {!isTouch() && (
        <>
          <Picture text={address} name={`${name}: ${said.point}`} />
          <p>{said.point}</p>
        </>
      )}
      <a
        class="go"
        part="button"
        href={address}
        rel="noreferrer"
        dir={isNumber ? 'ltr' : undefined}
        target={isNumber ? undefined : '_blank'}
        ref={anchor}
      >
        {isNumber ? address.slice(TEL.length) : isTouch() ? name : said.open}
      </a>
    </div>
  )
}
