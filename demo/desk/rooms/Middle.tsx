import { useEffect, useRef } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import { toMoment, toPath } from '../format.js'
import type { Desk, Talk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { Initials } from '../parts/Initials.js'
import { messengerWords } from '../messenger-words.js'
import { toChannel } from '../parts/entry.js'
import { callWords } from '../call-words.js'
import { nameProof } from '../proof.js'
import { words } from '../words.js'
import { filesIn } from '../../../src/panels/parts/given.js'
import { Calling } from './Calling.js'
import { Composer } from './Composer.js'
import { More } from './HandOver.js'
import { Quiet } from './Quiet.js'
import { Thread } from './Thread.js'

/** The conversation, or what there is to do when there is none. */
export const Middle = ({ desk }: { desk: Desk }) => {
  const talk = desk.selected.value
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (talk) place.current?.scrollIntoView({ block: 'start' })
  }, [talk?.id])
  const onFiles = (event: DragEvent | ClipboardEvent): void => desk.sendFiles(filesIn(event))
  return (
    <main class="mid" ref={place} onDragOver={onFiles} onDrop={onFiles} onPaste={onFiles}>
      {talk && <Head desk={desk} talk={talk} />}
      <Calling desk={desk} />
      {talk ? (
        <>
          <Thread key={talk.id} desk={desk} talk={talk} />
          {talk.answerable && (
            <Composer
              key={talk.id}
              desk={desk}
              place={talk.id}
              isUnseen={talk.open && talk.session.wordless === true}
            />
          )}
        </>
      ) : (
        <Quiet desk={desk} />
      )}
    </main>
  )
}

const Head = ({ desk, talk }: { desk: Desk; talk: Talk }) => {
  const isPending = desk.pending.value.has(talk.id)
  return (
    <header class="h">
      <Initials name={talk.name} />
      <div>
        <h2>{talk.name}</h2>
        <p>
          {nameProof(talk.client) && (
            <>
              <span class="proof">{nameProof(talk.client)}</span> <span class="wide">·</span>{' '}
            </>
          )}
          <span class="now">
            <Presence desk={desk} talk={talk} />
          </span>
        </p>
      </div>
      {talk.open && !isCalled(talk) && (
        <button type="button" class="b start" title={callWords.start} onClick={() => desk.offerCall(talk.id)}>
          <Icon name="video" />
          <span>{callWords.start}</span>
        </button>
      )}
      {talk.open && <More desk={desk} talk={talk} />}
      {talk.open ? (
        <button
          type="button"
          class="b"
          aria-disabled={isPending ? 'true' : undefined}
          onClick={() => desk.end(talk.id)}
        >
          {!isPending ? words.end : desk.isHeard.value ? words.ending : words.endLater}
        </button>
      ) : (
        <button type="button" class="b" onClick={() => desk.close(talk.id)}>
          {words.close}
        </button>
      )}
    </header>
  )
}

const isCalled = ({ session: { call } }: Talk): boolean => !!call && call.state !== 'ended'

const Presence = ({ desk, talk: { client, writing } }: { desk: Desk; talk: Talk }) => {
  if (!desk.isHeard.value)
    return (
      <>
        <i class="dot away" /> {words.unheard}
      </>
    )
  if (writing) return <span role="status">{words.writing}</span>
  if (!client) return null
  const { online, leftAt, page, channel } = client
  if (channel !== undefined) return <>{fill(messengerWords.writesBy, { channel: toChannel(channel) })}</>
  if (online)
    return (
      <>
        <i class="dot" /> {page ? fill(words.on, { page: toPath(page.url) }) : words.here}
      </>
    )
  return (
    <>
      <i class="dot away" />{' '}
      {leftAt === undefined ? words.offline : fill(words.offlineSince, { moment: toMoment(leftAt, desk.now.peek()) })}
    </>
  )
}
