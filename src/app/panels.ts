import type { AppHost } from '../api/app.js'
import { mount } from '../panels/chat/index.js'
import type { Panel, RoomOptions } from '../panels/panel.js'
import type { Entry } from '../protocol/entities.js'
import { unsupported } from './unsupported.js'
import type { Spoken } from './words.js'

/** The chat is here; a room comes when it is wanted. */
export const callback = () => import('../panels/callback/index.js')
export const calling = () => import('../panels/call/index.js')

const elsewhere = () => import('../panels/elsewhere/index.js')

type Life = RoomOptions['life'] &
  Pick<RoomOptions, 'params'> & {
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
    // A link with another number begins anew.
    if (opened === entry && !ticket && !/#zvonek=/.test(location.href)) return panel?.focus()
    const mine = ++turn
    const room = link
      ? (await elsewhere()).mount(link)
      : entry === 'webchat'
        ? mount
        : (await (entry === 'video' ? calling : callback)()).mount
    const spoken = await words.load()
    if (mine !== turn) return
    close()
    opened = entry
    host.doorbell.setOpen(entry)
    panel = room({
      ...host.doorbell,
      life,
      open,
      ticket,
      callPage: host.options.callPage,
      emit: host.emit,
      setState: host.setState,
      // Nothing of it is read before it is wanted: who came by a link has not acted yet.
      get conversation() {
        return life.conversation()
      },
      words: spoken,
      locale: words.locale,
      params: life.params,
      check: () => host.options.check,
      submitted: form => host.emit('form.submitted', { form }),
      onClose: close,
    })
    panel.focus()
    host.setState({ open: entry })
    host.emit('open', { entry })
  }
  return { close, isOpen: () => opened !== undefined, open }
}
