import { useSignal, type ReadonlySignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { VisitorConversation } from '../../../core/conversation.js'
import { fill, wordsOf } from '../../../i18n/format.js'
import { Button } from '../../parts/Button.js'
import type { CallPageWords, CallRoomWords, CallWords } from '../../../i18n/words.js'
import { Check } from '../check/Check.js'
import { Meeting } from '../Beside.js'
import { Span } from '../stage/Span.js'
import { Stage } from '../stage/Stage.js'
import type { StageView } from '../view.js'
import type { Life } from '../../called/knock.js'
import { readFile } from '../../files/read.js'
import { Link, toUrl } from '../../parts/links.js'
import { Letter } from './Letter.js'
import { Telephone } from './Telephone.js'

/** What a call page is made of. */
export interface PageView extends StageView {
  conversation: VisitorConversation
  words: ReadonlySignal<CallWords & CallRoomWords & CallPageWords>
  /** Name of the site. */
  title: ReadonlySignal<string>
  life: Life
  /** Why the backend did not take the call, by its code. */
  refused: ReadonlySignal<string | undefined>
  /** Rings, or rings anew. */
  ring(): void
  leave(): void
}

/** What the visitor is at. */
type At = 'connecting' | 'refused' | 'nobody' | 'ringing' | 'talking' | 'over'

const whereAt = ({ conversation, model, refused }: PageView): At => {
  const session = conversation.session.value
  if (session?.state === 'ended') return 'over'
  if (session?.state === 'accepted') return model.call.value?.state === 'ended' ? 'over' : 'talking'
  if (session || conversation.kept.value.some(({ command }) => command.type === 'session.start')) return 'ringing'
  if (refused.value !== undefined) return 'refused'
  return conversation.availability.value.video?.state === 'offline' ? 'nobody' : 'connecting'
}

/** What there is beside a call. */
interface WaysOn {
  onLetter(): void
  /** Undefined: nobody calls back. */
  onCallback: (() => void) | undefined
}

interface PartProps {
  view: PageView
  ways: WaysOn
}

/** The whole page, from the ring to the end. */
export const CallPage = ({ view }: { view: PageView }) => {
  const { model, words, name, title, conversation } = view
  const at = whereAt(view)
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  const said = words.value
  const isTalking = at === 'talking'
  const { state } = conversation.connection.value
  const way = useSignal<'letter' | 'telephone' | undefined>(undefined)
  const ways: WaysOn = {
    onLetter: () => (way.value = 'letter'),
    onCallback: conversation.can('callback') ? () => (way.value = 'telephone') : undefined,
  }
  return (
    <div class="page">
      <header>
        <h1 tabIndex={-1} ref={heading}>
          {isTalking && name.value ? fill(said.withWhom, { name: name.value }) : said.title}
        </h1>
        <p>
          {title.value}
          {isTalking && model.since.value && (
            <>
              {' · '}
              <Span model={model} />
            </>
          )}
        </p>
        {isTalking && model.link.value === 'connected' && (
          <span>
            <i class={model.grade.value === 'good' ? 'dot' : 'dot poor'} />
            {said[model.grade.value]}
          </span>
        )}
      </header>
      <Taken view={view} />
      <p class="line" role="status">
        {state === 'reconnecting' || state === 'offline' ? said.lost : ''}
      </p>
      <main>
        {way.value && (!isTalking || model.unable.value) ? (
          <Another view={view} ways={ways} way={way.value} />
        ) : isTalking ? (
          <Talking view={view} ways={ways} />
        ) : (
          <div class={at === 'ringing' ? 'card wide' : 'card'}>{<Card view={view} at={at} ways={ways} />}</div>
        )}
      </main>
    </div>
  )
}

/** Another way than the call. */
const Another = ({ view, ways, way }: PartProps & { way: 'letter' | 'telephone' }) => {
  const phone = useSignal('')
  const onLetter = (typed: string) => {
    phone.value = typed
    ways.onLetter()
  }
  return (
    <div class="card">
      {way === 'letter' ? <Letter view={view} phone={phone.value} /> : <Telephone view={view} onLetter={onLetter} />}
    </div>
  )
}

/** This tab shows no messages: a picture that was taken can be looked at all the same. */
const Taken = ({ view: { conversation, words } }: { view: PageView }) => {
  const file = conversation.thread.value
    .map(({ body }) => readFile(body))
    .findLast(one => one?.type.startsWith('image/'))
  const url = file && toUrl(file.url)
  return (
    url && (
      <p class="line seen">
        <Link url={url}>{words.value.seePicture}</Link>
      </p>
    )
  )
}

const Talking = ({ view, ways }: PartProps) => {
  const { model, words } = view
  if (model.meeting.value) return <Meeting view={view} url={model.meeting.value} />
  if (model.unable.value) return <div class="card">{<Stage view={view} onCallback={ways.onCallback} />}</div>
  if (model.seat.value !== 'elsewhere') return <Stage view={view} />
  return (
    <div class="card">
      <div class="words">
        <h2>{words.value.otherTab}</h2>
        <Button class="cb fill" onClick={model.enter}>
          {words.value.here}
        </Button>
      </div>
    </div>
  )
}

const Card = ({ view, ways, at }: PartProps & { at: At }) => {
  const { words, conversation } = view
  const said = words.value
  if (at === 'ringing')
    return (
      <>
        <Check view={view} {...ways} />
        <div class="words">
          <h2>{said.ringing}</h2>
          <p role="status">
            <b>{fill(said.place, { n: conversation.session.value?.position ?? 1 })}</b> {said.placeMore}
          </p>
          <Button class="cb" onClick={view.leave}>
            {said.stop}
          </Button>
        </div>
      </>
    )
  if (at === 'nobody') return <Nobody view={view} ways={ways} />
  if (at === 'refused') return <Refused view={view} />
  if (at === 'connecting')
    return (
      <div class="words">
        <div role="status">
          <h2>{said.ringing}</h2>
        </div>
      </div>
    )
  return (
    <div class="words">
      <div role="status">
        <h2>{said.ended}</h2>
      </div>
      <p>{said.endedMore}</p>
      <Button class="cb fill" onClick={view.ring}>
        {said.again}
      </Button>
    </div>
  )
}

/** What opened this tab has opened another one before, or the queue takes nobody: what it is, and the way on. */
const Refused = ({ view }: { view: PageView }) => {
  const said = view.words.value
  const isUsed = view.refused.value === 'ticket.taken'
  return (
    <div class="words">
      <div role="status">
        <h2>{isUsed ? said.used : said.refused}</h2>
      </div>
      <p>{isUsed ? said.usedMore : said.fault}</p>
      <Button class="cb fill" onClick={view.ring}>
        {isUsed ? said.another : said.again}
      </Button>
    </div>
  )
}

/** Nobody takes calls now: the queue where it leads somewhere, a call back, or a letter. */
const Nobody = ({ view, ways }: PartProps) => {
  const { words, conversation } = view
  const said = words.value
  const reason = conversation.availability.value.video?.reason
  return (
    <div class="words">
      <div role="status">
        <h2>{said.nobody}</h2>
      </div>
      <p>{wordsOf(said.refusals, reason)}</p>
      {reason === 'noOperators' && (
        <Button class="cb" onClick={view.ring}>
          {said.queue}
        </Button>
      )}
      {ways.onCallback && reason !== 'hours' && (
        <Button class="cb" onClick={ways.onCallback}>
          {said.callBack}
        </Button>
      )}
      <Button class="cb fill" onClick={ways.onLetter}>
        {said.letter}
      </Button>
    </div>
  )
}
