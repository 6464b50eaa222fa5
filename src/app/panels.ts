import type { AppHost } from '../api/app.js'
import type { ZvonekError } from '../api/errors.js'
import { mount } from '../panels/chat/index.js'
import type { Panel, RoomOptions } from '../panels/panel.js'
import type { Entry } from '../protocol/entities.js'
import { own } from '../protocol/own.js'
import type { KeyStore } from '../protocol/ports.js'
import { unsupported } from './unsupported.js'
import type { Spoken } from './words.js'

/** The chat is here; a room comes when it is wanted. */
const callback = () => import('../panels/callback/index.js')
/** What is asked by code needs no panel. */
export const called = () => import('../panels/called/index.js')
const calling = () => import('../panels/call/index.js')
const calltab = () => import('../panels/calltab/index.js')

const roomOf = async (entry: Entry, ticket: string | undefined) =>
  entry === 'webchat' ? mount : (await (entry === 'video' ? (ticket ? calltab : calling) : callback)()).mount

const elsewhere = () => import('../panels/elsewhere/index.js')

/** Under what name a room has its words; the chat's are those of the language. */
const WORDS = own({ callback: 'callback', video: 'videocall' } as const)

type Life = RoomOptions['life'] &
  Pick<RoomOptions, 'params' | 'foot'> & {
    root: KeyStore
    ready(): Promise<unknown> | undefined
    /** Tells what nobody waits for. */
    wrong(error: ZvonekError): void
    conversation(): RoomOptions['conversation']
  }

/** One panel at a time, in the launcher's place. */
export const createPanels = (host: AppHost, life: Life, words: Spoken) => {
  let panel: Panel | undefined
  let opened: Entry | undefined
  let turn = 0
  const close = () => {
    turn++
    if (!opened) return
    const entry = opened
    const hadFocus = host.doorbell.root.activeElement
    opened = undefined
    panel?.dispose()
    panel = undefined
    host.doorbell.setOpen(undefined)
    // Where the page has moved focus meanwhile, it stays.
    if (hadFocus) host.doorbell.focus(entry)
    host.setState({ open: undefined })
    host.emit('close', { entry })
  }
  const open = async (entry: Entry, ticket?: string): Promise<void> => {
    const link = host.options.links.find(one => one.entry === entry)
    if (!link && !/^(webchat|callback|video)$/.test(entry)) throw unsupported(entry)
    if (link && ticket) return (await elsewhere()).tell(life, entry, ticket)
    if (opened === entry && !ticket) return panel?.focus()
    const mine = ++turn
    const room = link ? (await elsewhere()).mount(link) : await roomOf(entry, ticket)
    const spoken = await words.load(link ? 'elsewhere' : ticket ? 'calltab' : WORDS[entry as 'video'])
    await life.ready()
    if (mine !== turn) return
    close()
    opened = entry
    host.doorbell.setOpen(entry)
    panel = room({
      ...host.doorbell,
      ...around(),
      // Out of a panel nobody waits for it.
      open: (...next: Parameters<typeof open>) => open(...next).catch(life.wrong),
      ticket,
      // Nothing of it is read before it is wanted: who came by a link has not acted yet.
      get conversation() {
        return life.conversation()
      },
      words: spoken,
      ...{ speak: words.load, locale: words.locale, note: words.note },
      ...{ foot: life.foot, params: life.params },
      check: () => host.options.check,
      asks: host.options.asks && !life.root.get('running'),
      submitted: form => host.emit('form.submitted', { form }),
      onClose: close,
    })
    panel.focus()
    host.setState({ open: entry })
    host.emit('open', { entry })
  }
  const around = () => ({ life, open, callPage: host.options.callPage, emit: host.emit, setState: host.setState })
  return {
    close,
    isOpen: () => opened !== undefined,
    open,
    call: async (wish: unknown) => (await calling()).call(around(), wish),
    resume: async () => (await calling()).resume({ ...around(), conversation: life.conversation() }),
  }
}
