import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import { remember } from '../../core/remember.js'
import english from '../../i18n/en/callback.js'
import { own } from '../../protocol/own.js'
import calm from '../chat/Calm.css'
import { mountFrame } from '../frame/mount-frame.js'
import type { MountRoom, Panel, RoomOptions } from '../panel.js'
import { Body, type Ways } from './Body.js'
import css from './Callback.css'
import { createCalling } from './calling.js'
import { Head } from './Head.js'
import { knock, type Life } from './knock.js'
import { likelyLanguages } from './languages.js'
import { createLater } from './later.js'
import { readLink } from './link.js'
import { createKnocking, type RoomWords } from './model.js'
import { isOpen } from './request.js'
import { createSwitch } from './switch.js'

export { cancelCallback, requestCallback } from './request.js'

/** `handle.join`: resolves once it rings. */
export const join = async (life: Life, code: unknown): Promise<void> => void (await knock(life, code))

/** Opens “Call me back”: a number to be called, or the number of an invitation. Once somebody talks, the chat takes its place. */
export const mount: MountRoom = options => {
  const { life, locale, onClose, open, root } = options
  const words: ReadonlySignal<RoomWords> = computed(() => {
    const chat = options.words.value
    return { ...chat, ...(chat.callback ?? english) }
  })
  const toChat = createSwitch(onClose, () => open('webchat'))
  const polite = signal('')
  const given = readLink()
  const conversation = signal<VisitorConversation | undefined>(given ? undefined : life.connect())
  const knocking = createKnocking({ life, words, locale, given, onAccepted: toChat.go, conversation })
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const onAway = (phone: string) => {
    fillLetter(life.connect(), phone)
    toChat.go()
  }
  const calling = createCalling({ life, conversation, zone, languages: likelyLanguages(locale.value), onAway })
  const later = createLater(calling.isLater, {
    ...{ root, words, locale, zone, ...calling },
    ask: () => life.connect().ask({ id: life.newId(), type: 'callback.slots', widget: life.start().widget }),
  })
  const ways: Ways = {
    ...{ knocking, calling, words, locale, zone, conversation, slots: later.slots },
    phone: { current: null },
    input: { current: null },
    countries: computed(() => calling.phone.value?.countries(locale.value) ?? []),
    onChat: toChat.go,
  }
  const panel: Panel = mountFrame(options, {
    css: calm + css,
    live: { polite, assertive: signal('') },
    name: () => words.value.title,
    running: computed(() => knocking.isRinging.value || isOpen(calling.callback.value)),
    head: <Head words={words} />,
    body: <Body {...ways} />,
    // Who has begun with an invitation goes on there.
    start: () =>
      (knocking.field.peek() || knocking.fault.peek() ? undefined : ways.phone.current) ?? ways.input.current,
  })
  const undo = [
    watch(options, ways, { polite, panel, onAccepted: toChat.go }),
    knocking.dispose,
    later.dispose,
    calling.dispose,
  ]
  return {
    focus: panel.focus,
    dispose: () => {
      for (const off of undo) off()
      toChat.dispose()
      panel.dispose()
    },
  }
}

interface Watched {
  polite: { value: string }
  panel: Panel
  onAccepted(): void
}

/** Says aloud what rings, keeps the focus where writing starts, and gives way to the chat. Returns the undo. */
const watch = ({ root }: RoomOptions, { knocking, calling, words, conversation }: Ways, watched: Watched) => {
  const { polite, panel, onAccepted } = watched
  let soon: ReturnType<typeof setTimeout> | undefined
  const view = computed(() => {
    if (knocking.isRinging.value) return 'ringing'
    const callback = calling.callback.value
    if (!isOpen(callback) || calling.isChanging.value) return ''
    return callback.dueAt === undefined ? 'arranged' : 'near'
  })
  const undo = [
    effect(() => {
      polite.value = view.value && words.peek()[view.value]
      // What had the focus goes: it stays where writing starts, once that is drawn.
      if (root.activeElement) soon = setTimeout(panel.focus)
    }),
    watchAccepted(conversation, onAccepted),
  ]
  return () => {
    clearTimeout(soon)
    for (const off of undo) off()
  }
}

/** Somebody calls, and is in the chat as well. */
const watchAccepted = (conversation: Ways['conversation'], onAccepted: () => void) => {
  let before: string | undefined
  return effect(() => {
    const { entry, state, id } = conversation.value?.session.value ?? NONE
    const now = entry === 'callback' && state === 'accepted' ? id : ''
    if (now && before !== undefined && before !== now) queueMicrotask(onAccepted)
    before = now
  })
}
const NONE = { entry: undefined, state: undefined, id: '' }

/** The number stands in the letter that is written instead. */
const fillLetter = ({ store }: VisitorConversation, phone: string) => {
  const kept = own(JSON.parse(store.get('form:letter') || '{}') as object)
  remember(store, 'form:letter', JSON.stringify({ ...kept, phone }))
}
