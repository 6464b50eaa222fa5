import type { Callback, Message, Operator, Session } from '../../../src/protocol/entities.js'
import { without } from '../../backend/without.js'
import type {
  Client,
  DeskCallback,
  DeskOffer,
  DeskOperator,
  DeskSession,
  Invitation,
  Letter,
} from '../../protocol/desk.js'

/** What the examples speak of. A test puts living ids in the place of these and sends them to a real server. */
export const IDS = {
  session: 'q8Jx0m2nQv6Zb1TtYw4s9A',
  /** Somebody else’s. */
  foreign: 'Xn5cR7uLk3eWd0oHj2fMgQ',
  visitor: 'C4pVbNs8Ty1aEi6KzUx3Jw',
  message: 'hB0rMd5SgF9lPo2QwEc7Xg',
  letter: 'Rw3kTz9YbVf1LxUq7MnD5g',
  invitation: 'Lr7wKq3JnZ5yTb9XcVd1Hg',
  offer: 'Pd7wYk2JcRz4Hn6QbXv1Tg',
  call: 'Tn2xVq8LbZ4wMc6RyKf0Pg',
  picture: 'Pc8fLq3WnXz5TbVy1RmK7g',
  seat: 'dJ5sHw1NkU7tXe3BzQo9Va',
  /** The number of that one. */
  code: '482193',
  callback: 'Wd5jTq8ZrXb2LmYv9NcK4g',
  file: 'Tm4bQ8xZr1VdKy7LnWc2Pg',
  /** Of settings. */
  version: 'a1b2c3d4',
  command: '2f1d6a4be07c4f6f8f0f3f6f0c1f9a55',
  /** Of a command that was taken before. */
  used: '77a0c1d2e3f405162738495a6b7c8d9e',
} as const

const AT = 1_790_000_000_000
export const CURSOR_SAMPLE = 'x7Kq2Lp9.12'

export const anna: Operator = {
  id: 'anna',
  name: 'Anna',
  title: 'Advice and orders',
  photo: 'https://help.example.com/photos/anna.svg',
}
export const deskAnna: DeskOperator = { ...anna, version: 1, available: true, maxChats: 4 }

export const offer: DeskOffer = {
  id: IDS.offer,
  version: 3,
  text: 'Can I help you?',
  operator: anna,
  at: AT,
  state: 'open',
}

export const queued: Session = {
  id: IDS.session,
  version: 1,
  entry: 'webchat',
  widget: 'main',
  state: 'queued',
  position: 1,
  operators: [],
  createdAt: AT,
}
export const accepted: Session = {
  ...without(queued, 'position'),
  version: 2,
  state: 'accepted',
  acceptedAt: AT + 9_000,
  operators: [anna],
}
export const deskQueued: DeskSession = { ...queued, client: IDS.visitor, queuedAt: AT }
export const deskAccepted: DeskSession = { ...accepted, client: IDS.visitor, queuedAt: AT }

export const deskEnded: DeskSession = {
  ...deskAccepted,
  version: 3,
  state: 'ended',
  endedAt: AT + 90_000,
  endedBy: 'visitor',
}

export const knocking: Session = { ...without(queued, 'position'), entry: 'invitation' }
export const invitation: Invitation = {
  id: IDS.invitation,
  version: 1,
  operator: 'anna',
  kind: 'chat',
  use: 'once',
  createdAt: AT,
  expiresAt: AT + 600_000,
  state: 'live',
}
export const deskKnocking: DeskSession = {
  ...knocking,
  client: IDS.visitor,
  queuedAt: AT,
  knock: { invitation: IDS.invitation, operator: 'anna', kind: 'chat' },
}

export const greeting: Message = {
  id: IDS.message,
  version: 1,
  session: IDS.session,
  seq: 2,
  at: AT + 1_000,
  from: 'visitor',
  command: IDS.command,
  body: { kind: 'text', text: 'Good evening' },
}
export const joined: Message = {
  id: 'uZ3yHf6GvC1xNq8LsBk5Rw',
  version: 1,
  session: IDS.session,
  seq: 4,
  at: AT + 9_000,
  from: 'system',
  body: { kind: 'notice', text: 'Anna is here', data: { notice: 'operator.joined', name: 'Anna' } },
}
export const jana: Client = {
  id: IDS.visitor,
  version: 3,
  label: 'Visitor 7',
  name: 'Jana',
  locale: 'cs',
  browser: 'Firefox 145',
  system: 'Windows 11',
  online: true,
  visits: 0,
  page: { url: 'https://shop.example/basket', title: 'Basket', at: AT },
  params: [{ key: 'plan', value: 'gold', source: 'page' }],
}
export const letter: Letter = {
  id: IDS.letter,
  version: 1,
  client: IDS.visitor,
  widget: 'main',
  at: AT,
  name: 'Jana',
  email: 'jana@mail.example',
  text: 'Do you deliver to Slovakia?',
  more: [{ key: 'order', value: '2026-1184' }],
  delivery: { state: 'queued', tries: 0 },
}
export const callback: Callback = {
  id: IDS.callback,
  version: 1,
  phone: '+420601234567',
  requestedAt: AT,
  dueAt: AT,
  state: 'requested',
}
export const deskCallback: DeskCallback = { ...callback, client: IDS.visitor, widget: 'main' }
