import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import english from '../../i18n/en/calltab.js'
import type { CallTabWords, PanelWords } from '../../i18n/words.js'
import type { TicketState } from '../../protocol/entities.js'
import { own } from '../../protocol/own.js'
import { parseTicket, parseTicketEvent } from '../../protocol/parse-call.js'
import calm from '../chat/Calm.css'
import { mountFrame } from '../frame/mount-frame.js'
import type { MountRoom, Panel, RoomOptions } from '../panel.js'
import { Button } from '../parts/Button.js'
import css from './CallTab.css'
import buttonCss from '../call/Button.css'
import { camera, Sign } from '../call/signs.js'
import { addressOf } from '../call/tab.js'
import { createTelling } from '../call/tell.js'

type Words = PanelWords & CallTabWords

/**
 * “Video call” on the page that opened a tab for it: whether the tab has come to the backend, the way to open it again, and how
 * the call goes. The two know each other by the ticket alone.
 */
export const mount: MountRoom = options => {
  const words: ReadonlySignal<Words> = computed(() => {
    const chat = options.words.value
    return { ...chat, ...(chat.calltab ?? english) }
  })
  const state = signal<TicketState>({ state: 'unused' })
  const { ticket = '' } = options
  const undo = ticket ? link(options, { ticket, state }) : () => {}
  const polite = computed(() => (state.value.state === 'unused' ? '' : words.value.tabOpen))
  const panel: Panel = mountFrame(options, {
    css: calm + buttonCss + css,
    live: { polite, assertive: signal('') },
    name: () => words.value.title,
    running: computed(() => state.value.state === 'joined'),
    head: <Head words={words} />,
    body: (
      <Body
        words={words}
        state={state}
        href={addressOf(options.callPage ?? '', { ...options.life.start(), locale: options.locale.value }, ticket)}
        onChat={() => options.open('webchat')}
      />
    ),
    start: () => undefined,
  })
  return {
    focus: panel.focus,
    dispose: () => {
      undo()
      panel.dispose()
    },
  }
}

interface Linking {
  ticket: string
  state: { value: TicketState }
}

/** Says the ticket's hash and where it was opened, anew with each stream: so nothing that was told meanwhile is missed. */
const link = (options: RoomOptions, { ticket, state }: Linking) => {
  const { life } = options
  const conversation = life.connect()
  const telling = createTelling(options)
  let hash = ''
  let news = 0
  let over = false
  const take = (next: TicketState) => {
    state.value = next
    telling(next.call)
  }
  const say = async () => {
    hash ||= await sha256(ticket)
    // Where they are, cleaned; nothing, where it is not shared.
    const { widget, params, page } = life.start()
    const command = { id: life.newId(), type: 'ticket.link', ticket: hash, widget } as const
    const before = news
    const reply: object = await conversation.ask({ ...command, ...(params && { params }), ...(page && { page }) })
    // An answer may come behind what has been told since it was given.
    if (!over && news === before) take(parseTicket((own(reply) as { ticket?: unknown }).ticket))
  }
  const undo = [
    effect(() => {
      if (conversation.pipe.lives.value) say().catch((error: unknown) => console.warn('zvonek: ticket.link', error))
    }),
    effect(() => {
      const event = conversation.heard.value
      if (event?.type !== 'ticket.changed') return
      const told = parseTicketEvent(event)
      if (told.hash !== hash) return
      news++
      take(told.ticket)
    }),
  ]
  return () => {
    over = true
    for (const end of undo) end()
  }
}

const sha256 = async (text: string) =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

const Head = ({ words }: { words: ReadonlySignal<Words> }) => (
  <>
    <span class="av">
      <Sign of={camera} />
    </span>
    <div>
      <h2 tabIndex={-1}>{words.value.title}</h2>
    </div>
  </>
)

interface BodyProps {
  words: ReadonlySignal<Words>
  state: ReadonlySignal<TicketState>
  href: string
  onChat(): void
}

const Body = ({ words, state, href, onChat }: BodyProps) => {
  const said = words.value
  const { state: how } = state.value
  const title = { unused: said.tabOpens, joined: said.tabOpen, ended: said.ended }[how]
  const more = { unused: said.tabOpensMore, joined: said.tabOpenMore, ended: '' }[how]
  return (
    <div class="calm">
      <span class="sign">
        <Sign of={camera} />
      </span>
      <h3>{title}</h3>
      <p>{more}</p>
      {how === 'unused' && (
        <a class="cb fill" part="button" href={href} target="_blank" rel="noopener noreferrer">
          {said.openAgain}
        </a>
      )}
      {how === 'ended' && (
        <Button class="cb" onClick={onChat}>
          {said.write}
        </Button>
      )}
    </div>
  )
}
