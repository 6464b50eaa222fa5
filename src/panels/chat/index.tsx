import { computed, effect, signal, untracked } from '@preact/signals'
import type { ThreadItem } from '../../core/model.js'
import type { RoomWords } from '../../i18n/words.js'
import { page } from '../../page.js'
import { createLive } from '../frame/live.js'
import { mountFrame } from '../frame/mount-frame.js'
import type { MountPanel, Panel } from '../panel.js'
import { filesIn } from '../parts/given.js'
import { announce } from './announce.js'
import banner from './Banner.css'
import { Chat } from './Chat.js'
import calm from './Calm.css'
import composer from './Composer.css'
import { createDates } from './dates.js'
import { Head } from './Head.js'
import thread from './Thread.css'
import { watchLine } from './line.js'
import { isLetter, isRinging, isRunning, type LineState, type View } from './view.js'

/** Opens the chat: welcome, queue and conversation are one panel, since they are one conversation. */
export const mount: MountPanel = options => {
  const { conversation, words, locale } = options
  const live = createLive()
  const dates = computed(() => createDates(locale.value))
  const line = signal<LineState>('')
  const view: View = {
    ...options,
    live,
    line,
    get words() {
      return words.value
    },
    get dates() {
      return dates.value
    },
    get session() {
      return conversation.session.value
    },
    above: signal(undefined),
    instead: signal(undefined),
    hold: signal(options.asks),
    hands: signal(false),
    next: signal(undefined),
    aside: signal(undefined),
    letter: signal(''),
    given: signal([]),
    filed: signal(undefined),
    slips: signal(undefined),
    atEnd: signal(true),
    field: { current: null },
    focus: () => panel.focus(),
  }
  const panel: Panel = mountFrame(options, {
    css: banner + thread + calm + composer,
    live,
    name: words => words.webchat,
    running: computed(() => isRunning(conversation.session.value)),
    head: <Head view={view} />,
    body: <Chat view={view} />,
    onFiles: event => {
      const { given } = view
      given.value = given.value.concat(filesIn(event))
    },
    start: () => (conversation.session.peek()?.state === 'ended' ? undefined : view.field.current),
  })
  const undo = [watchLine(conversation.connection, line), watchSeen(view), watchRooms(view), ...announce(view)]

  return {
    focus: panel.focus,
    dispose: () => {
      for (const off of undo) off()
      panel.dispose()
    },
  }
}

/** Once nobody is there, or something is to be asked, a room of its own looks after the rest. */
const watchRooms = (view: View) => {
  const { availability, settings, can, thread, rooms } = view.conversation
  const enter = async <T,>(name: keyof RoomWords, room: Promise<T>): Promise<T> => {
    const words = view.speak?.(name)
    const entered = await room
    await words
    return entered
  }
  const form = () => enter('form', import('../form/index.js'))
  /** A room with a form in it: both files come at once. */
  const withForm = async <T,>(room: Promise<T>) => {
    const both = await Promise.all([room, form()])
    return { ...both[0], parts: both[1].parts }
  }
  const ask = () => enter('asking', import('../asking/index.js'))
  let letter: Promise<(() => void) | void> | undefined
  let asking: typeof letter
  let waiting: typeof letter
  let calling: typeof letter
  let files: typeof letter
  const giveUp = (why: unknown) => {
    console.warn(why)
    view.hold.value = false
  }
  const undo = effect(() => {
    const { entryForm, feedback } = settings.value
    const isAsked =
      entryForm ||
      thread.value.some(is('form')) ||
      (view.hold.value && availability.value.webchat) ||
      (feedback && view.session?.endedAt)
    if (view.session?.call)
      calling ??= enter('videocall', import('../call/index.js')).then(({ start }) => start(view), console.warn)
    // What was chosen while there was no line is taken once it is back.
    if (view.line.value !== 'lost' && (view.given.value.length || rooms.get('files') || thread.value.some(is('file'))))
      files ??= enter('files', import('../files/index.js')).then(
        ({ start }) => start(view),
        () => (files = undefined),
      )
    // When it does not come, the chat is better than nothing.
    if (isLetter(view))
      letter ??= withForm(enter('letter', import('../letter/index.js'))).then(
        ({ start, parts }) => start(view, parts, ask),
        giveUp,
      )
    if (isRinging(view.session) && can('callback'))
      waiting ??= enter('waiting', import('../waiting/index.js')).then(({ start }) => start(view), console.warn)
    if (isAsked) asking ??= withForm(ask()).then(({ start, parts }) => start(view, parts), giveUp)
  })
  return () => {
    undo()
    for (const room of [letter, asking, waiting, calling, files]) void room?.then(end => end?.())
  }
}

const is =
  (kind: string) =>
  ({ body }: ThreadItem) =>
    body.kind === kind

/** What is at the end of the thread is read while it is in view, and so is the page. */
const watchSeen = ({ conversation, atEnd }: View) => {
  const shown = signal(!page('hidden'))
  const onVisibility = () => (shown.value = !page('hidden'))
  // On its way to the document; elements of the page have no such event.
  addEventListener('visibilitychange', onVisibility, true)
  const undo = effect(() => {
    const looking = shown.value && atEnd.value
    untracked(() => conversation.seen(looking))
  })
  return () => {
    removeEventListener('visibilitychange', onVisibility, true)
    undo()
    conversation.seen(false)
  }
}
