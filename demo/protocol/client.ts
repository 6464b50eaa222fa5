import type { Id, Offer, PageView, Parameter, Time } from '../../src/protocol/entities.js'
import type { Delivery } from './delivery.js'

/** A client as operators see them. */
export interface Client {
  id: Id
  version: number
  /** “Visitor 7”: the name until a better one is known. */
  label: string
  name?: string
  phone?: string
  /** BCP 47 tag. */
  locale?: string
  /** “Firefox 145”, “Windows”; absent when the browser did not say. */
  browser?: string
  system?: string
  /** What they hold in their hands, as far as the browser says. */
  device?: 'desktop' | 'mobile' | 'tablet'
  /** Whether a page of theirs is connected now, and since when it is not. */
  online: boolean
  leftAt?: Time
  /** When the visit began that goes on, or the last one. */
  since?: Time
  /** The chat that an operator has offered them last. */
  offer?: DeskOffer
  /** Sessions before the present one. */
  visits: number
  /** Where they are, if they let it be known. */
  page?: PageView
  /** Name of their time zone, such as “Europe/Prague”. */
  zone?: string
  params: readonly Parameter[]
  /** What their site has signed of them, and when it did so first; all else they said themselves. */
  verified?: Verified
  /** What operators have noted of them, for each other: who did so last, and when. */
  note?: { text: string; by: Id; name: string; at: Time }
  /** Words by which operators sort them. */
  tags?: readonly string[]
  /** Which operator has blocked them, and when: they do not get through to anybody. */
  blocked?: { by: Id; name: string; at: Time }
  /** They write by this messenger, and are told there. */
  channel?: string
  /** Answers are told at this address when they are away: agreed to in which wording and when. */
  mail?: {
    to: string
    version: string
    at: Time
    /** When they have stopped it: no more goes out. */
    stopped?: Time
    /** The last one: of whose answer, and how far it has come. */
    latest?: { id: Id; at: Time; by: string; delivery: Delivery }
  }
  /** The visitor as whom they pressed the messenger's button, on which widget's page and when. */
  from?: { client: Id; label: string; widget: string; at: Time }
}

/** Who a site says somebody is. */
export interface Verified {
  /** The site's own name for them: the `sub` of its token. */
  sub: string
  name?: string
  email?: string
  phone?: string
  at: Time
}

/** An offer as operators see it. */
export interface DeskOffer extends Offer {
  /** That of the client when the offer changed last. */
  version: number
  /** When it was answered, or over. */
  endedAt?: Time
  /** It is over because nobody answered it in its time. */
  unanswered?: boolean
}
