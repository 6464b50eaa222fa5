import { computed, effect, signal } from '@preact/signals'
import { render } from 'preact'
import { createClock } from './browser/clock.js'
import { newId } from './browser/id.js'
import { hasNetwork, watchLifecycle } from './browser/lifecycle.js'
import { createStorage } from './browser/storage.js'
import { createConversation } from './core/conversation.js'
import czechPage from './i18n/cs/callpage.js'
import czechRoom from './i18n/cs/callroom.js'
import czechCall from './i18n/cs/videocall.js'
import englishPage from './i18n/en/callpage.js'
import englishRoom from './i18n/en/callroom.js'
import englishCall from './i18n/en/videocall.js'
import { matchLocale } from './i18n/locales.js'
import { create, page } from './page.js'
import { startOf } from './panels/call/begin.js'
import askCss from './panels/call/Ask.css'
import buttonCss from './panels/call/Button.css'
import { css as checkCss, parts } from './panels/call/check/index.js'
import { here } from './panels/call/here.js'
import { createCall } from './panels/call/model.js'
import { CallPage, type PageView } from './panels/call/page/CallPage.js'
import pageCss from './panels/call/page/CallPage.css'
import stageCss from './panels/call/stage/Stage.css'
import { visitorLine } from './panels/call/visitor-line.js'
import calm from './panels/chat/Calm.css'
import partsCss from './panels/parts/Parts.css'
import type { KeyStore, Log } from './protocol/ports.js'
import brand from './styles/brand.css'
import reset from './styles/reset.css'
import { adopt } from './styles/sheet.js'
import tokens from './styles/tokens.css'
import { createVisitorPipe } from './transports/http/pipe.js'

export interface CallPageOptions {
  /** Address of the backend. */
  server: string
  /** Where the page is drawn. */
  parent: Element
}

/**
 * The page that “Video call” opens. It is a visitor of its own, for as long as its tab lives: what ties it to the page that
 * opened it is the ticket in its fragment, which leaves the address at once. Returns its undo.
 */
export const openCallPage = ({ server, parent }: CallPageOptions): (() => void) => {
  const store = createStorage('session', 'zvonek:call-tab:')
  const { widget, lang } = readPlace(store)
  const locale = matchLocale([lang, ...navigator.languages])
  const words = computed(() => (locale === 'cs' ? czech : english))
  const start = () => {
    const ticket = store.get('ticket')
    return { entry: 'video', widget, locale, skipForm: true, wordless: true, ...(ticket && { ticket }) } as const
  }
  const { refused, hear } = watchRefusals()
  const ports = { store, clock: createClock(), newId, hasNetwork, random: Math.random, log: hear }
  const context = { store, widget, locale: () => locale, identity: () => Promise.resolve(undefined), fetch: ask, log }
  const conversation = createConversation({
    ...ports,
    start,
    transport: createVisitorPipe({ url: server }, { ...context, clock: ports.clock }),
    onState: () => {},
    onMessage: () => {},
  })
  const line = visitorLine(conversation, newId)
  const model = createCall({
    ...line,
    ...here,
    isWanted: true,
    start: () => startOf(conversation),
    // Who hangs up here is done: the tab has nothing else to talk by.
    end: call => {
      line.end(call)
      conversation.leave()
    },
  })
  const ring = () => {
    // A ticket is for one session.
    if (conversation.session.peek()?.state === 'ended' || refused.peek() !== undefined) store.remove('ticket')
    refused.value = undefined
    conversation.enter()
  }
  const name = computed(() => conversation.session.value?.operators.at(-1)?.name ?? '')
  const title = computed(() => conversation.settings.value.title ?? '')
  const life = { start, newId, connect: () => conversation, ready: () => undefined }
  const said = { words, name, title, page: words }
  const view: PageView = { ...said, model, conversation, parts, refused, life, ring, leave: conversation.leave }
  const undo = [
    watchLifecycle({ onWake: conversation.pipe.wake, onSleep: conversation.pipe.pause }),
    ringAtFirst(view),
    reportDevices(view),
    effect(() => {
      const said = [name.value && words.value.withWhom.replace('{name}', name.value), title.value, words.value.title]
      page('head').querySelector('title')!.textContent = said.filter(Boolean).join(' · ')
    }),
    draw(view, parent, locale),
    model.dispose,
    conversation.dispose,
  ]
  conversation.pipe.start()
  return () => undo.forEach(end => end())
}

const sheets = [brand, tokens, reset, partsCss, calm, askCss, buttonCss, checkCss, stageCss, pageCss].join('')

const english = { ...englishCall, ...englishRoom, ...englishPage }
const czech = { ...czechCall, ...czechRoom, ...czechPage }

const ask: typeof fetch = (...request) => fetch(...request)
const log: Log = (level, code, detail = '') => {
  if (level !== 'info') console[level](`zvonek: ${code}`, detail)
}

/** Why a session that this tab asked for was not begun, by its code; undefined as long as none was refused. */
const watchRefusals = () => {
  const refused = signal<string | undefined>(undefined)
  const hear: Log = (level, code, detail) => {
    if (code === 'session.start refused') refused.value = detail ?? ''
    log(level, code, detail)
  }
  return { refused, hear }
}

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `#widget&language&ticket`: for this tab alone, so it leaves the address, and is there again when the page is shown anew. */
const readPlace = (store: KeyStore) => {
  const said = location.hash.slice(1).split('&').map(decoded)
  const ticket = said.at(2)
  if (ticket) {
    history.replaceState(null, '', location.pathname + location.search)
    store.set('ticket', ticket)
    store.set('place', said.slice(0, 2).join('&'))
  }
  const place = (store.get('place') ?? '').split('&')
  return { widget: place.at(0) || 'main', lang: place.at(1) }
}

/** Once it is known whether somebody is there, and nothing runs or has run in this tab. */
const ringAtFirst = ({ conversation, ring }: PageView) => {
  let isDone = false
  return effect(() => {
    if (!conversation.pipe.lives.value || isDone) return
    if (conversation.session.peek()) return void (isDone = true)
    if (conversation.availability.value.video?.state === 'offline') return
    isDone = true
    ring()
  })
}

/** The operator is to know why somebody is not seen. */
const reportDevices = ({ conversation, model }: PageView) => {
  const open = computed(() => {
    const session = conversation.session.value
    return session?.state === 'ended' ? undefined : session?.id
  })
  return effect(() => {
    const outcome = model.local.outcome.value
    if (outcome && outcome !== 'asking' && open.value !== undefined)
      conversation.tell({ id: newId(), type: 'call.report', session: open.value, outcome })
  })
}

const draw = (view: PageView, parent: Element, locale: string) => {
  const host = create('div')
  const root = host.attachShadow({ mode: 'open' })
  host.dataset.theme = 'dark'
  host.lang = locale
  const undoSheet = adopt(root, sheets)
  const z = create('div')
  z.className = 'z'
  root.append(z)
  parent.append(host)
  render(<CallPage view={view} />, z)
  return () => {
    render(null, z)
    undoSheet()
    host.remove()
  }
}
