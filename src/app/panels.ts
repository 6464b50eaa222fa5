import type { AppHost } from '../api/app.js'
import type { Conversation } from '../core/model.js'
import { mount } from '../panels/chat/index.js'
import type { Panel } from '../panels/panel.js'
import type { Entry } from '../protocol/entities.js'
import { unsupported } from './unsupported.js'
import type { Spoken } from './words.js'

/** One panel at a time, in the launcher's place. */
export const createPanels = (host: AppHost, conversation: () => Conversation, words: Spoken) => {
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
  return {
    close,
    isOpen: () => opened !== undefined,
    open: async (entry: Entry) => {
      if (entry !== 'webchat') throw unsupported(entry)
      if (opened === entry) return panel?.focus()
      const mine = ++turn
      const spoken = await words.load()
      if (mine !== turn) return
      opened = entry
      host.doorbell.setOpen(entry)
      panel = mount({
        ...host.doorbell,
        conversation: conversation(),
        words: spoken,
        locale: words.locale,
        submitted: form => host.emit('form.submitted', { form }),
        onClose: close,
      })
      panel.focus()
      host.setState({ open: entry })
      host.emit('open', { entry })
    },
  }
}
