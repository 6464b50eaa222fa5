import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { count, fill } from '../../../src/i18n/format.js'
import type { ThreadItem } from '../../../src/core/model.js'
import type { Client } from '../../protocol/desk.js'
import { Said } from '../parts/Said.js'
import { toClock, toDay, toMoment } from '../format.js'
import type { Desk, Talk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { toEntry } from '../parts/entry.js'
import { findAcceptance, isOurs, toBlocks, type Block } from '../thread/blocks.js'
import { mailWords } from '../mail-words.js'
import { Undelivered } from './Undelivered.js'
import { words } from '../words.js'
import { Rated } from './Rated.js'
import { State } from './State.js'

/** Everything said, newest at the end; it stays where it is read, and says what came below meanwhile. */
export const Thread = ({ desk, talk }: { desk: Desk; talk: Talk }) => {
  const rows = desk.thread.value
  const newFrom = desk.newFrom.value
  const me = desk.me.value?.name
  const { list, below, onScroll, toEnd } = useEnd(
    rows,
    [
      talk.writing,
      talk.open,
      talk.client?.online,
      talk.session.rated,
      desk.isHeard.value,
      desk.relaysOf(talk.id).length,
      // They stand below, and take from its height.
      desk.uploads.items.value.filter(({ place }) => place === talk.id).length,
    ].join(),
  )
  const acceptance = findAcceptance(rows, talk.session.acceptedAt)
  const blocks = toBlocks(rows, { ...(newFrom !== undefined && { newFrom }), acceptance })
  const [day, ...rest] = blocks
  return (
    <>
      <div class="t" role="log" aria-label={words.conversation} tabIndex={0} ref={list} onScroll={onScroll}>
        {day && <Line key={day.key} desk={desk} talk={talk} block={day} />}
        <p class="note" key="opening">
          {toOpening(talk, acceptance, me)}
        </p>
        {rest.map(block => (
          <Line key={block.key} desk={desk} talk={talk} block={block} />
        ))}
        {talk.writing && (
          <div class="m typing" aria-hidden="true" key="typing">
            <i />
            <i />
            <i />
          </div>
        )}
        <Close key="end" desk={desk} talk={talk} />
        <Undelivered key="undelivered" desk={desk} talk={talk} />
        <Rated key="rated" desk={desk} talk={talk} />
      </div>
      <Return desk={desk} talk={talk} />
      {below !== undefined && (
        <div class="jump">
          <button type="button" onClick={toEnd}>
            <Icon name="down" />
            {below ? count('en', words.jump, { n: below }) : words.latest}
          </button>
        </div>
      )}
    </>
  )
}

/** By which way they came, and who accepted them: it may have been a colleague. */
const toOpening = (
  { client, session: { entry, acceptedAt } }: Talk,
  acceptance: ThreadItem | undefined,
  me: string | undefined,
): string => {
  const { name } = (acceptance?.body.data ?? {}) as { name?: string }
  const time = acceptedAt === undefined ? '' : toClock(acceptedAt)
  const isMine = name === undefined || name === me
  return fill(isMine ? words.acceptedByYou : words.acceptedBy, {
    entry: toEntry(entry, client),
    operator: name ?? '',
    time,
  })
}

/** What stands below the last word: that it is over, or that nobody reads it now; and what becomes of an answer. */
const Close = ({ desk, talk }: { desk: Desk; talk: Talk }) => {
  const { client, name } = talk
  if (!talk.open)
    return (
      <p class="note">
        {toEnding(talk)} {talk.answerable && client?.online === false && words.answerWaits + toMail(client)}
      </p>
    )
  if (client?.online !== false || !desk.isHeard.value) return null
  const moment = client.leftAt === undefined ? '' : toMoment(client.leftAt, desk.now.peek())
  const note = fill(moment ? words.absentSince : words.absent, { name, moment })
  return (
    <p class="note">
      {note}
      {toMail(client)}
    </p>
  )
}

/** Whether they hear of an answer by e-mail: behind another sentence. */
const toMail = ({ mail }: Client): string => (mail && mail.stopped === undefined ? ` ${mailWords.absent}` : '')

const toEnding = ({ name, session: { endedAt, endedBy } }: Talk): string =>
  fill(endedBy === 'visitor' ? words.leftAt : endedBy === 'system' ? words.awayTooLong : words.endedAt, {
    name,
    time: endedAt === undefined ? '' : toClock(endedAt),
  })

/** Said once a client is back, to those who do not see the note go. */
const Return = ({ desk, talk: { client, name } }: { desk: Desk; talk: Talk }) => {
  const wasAway = useRef(false)
  if (client?.online === false) wasAway.current = true
  const isBack = wasAway.current && client?.online && desk.isHeard.value
  return (
    <p class="vh" role="status">
      {isBack && fill(words.returned, { name })}
    </p>
  )
}

const Line = ({ desk, talk, block }: { desk: Desk; talk: Talk; block: Block }) => {
  switch (block.kind) {
    case 'day':
      return <p class="day">{toDay(block.row.at, desk.now.peek())}</p>
    case 'new':
      return <p class="new">{words.fresh}</p>
    case 'note':
      return <p class="note">{block.text}</p>
    case 'who':
      return (
        <p class={isOurs(block.row) ? 'who o' : 'who'}>
          <b>{block.row.author?.name ?? talk.name}</b> · {toClock(block.row.at)}
        </p>
      )
    case 'bubble':
      return <Bubble block={block} />
    case 'state':
      return <State desk={desk} row={block.row} />
  }
}

const Bubble = ({ block: { row, ours, gap } }: { block: Extract<Block, { kind: 'bubble' }> }) => {
  const isGone = row.mark === 'removed'
  const look = isGone ? 'gone' : toLook(row)
  return (
    <div class={['m', ours && 'o', gap && 'gap', look].filter(Boolean).join(' ')} dir="auto">
      {isGone ? words.removed : <Said body={row.body} />}
    </div>
  )
}

const toLook = ({ state }: ThreadItem): string | false => {
  if (state === 'failed') return 'fail'
  return state === 'slow' && 'pend'
}

/**
 * Stays at the end while it is there; otherwise counts what came below. `below` is undefined at the end.
 * @param foot changes whenever what stands below the rows does.
 */
const useEnd = (rows: readonly ThreadItem[], foot: string) => {
  const list = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const seen = useRef(rows.length)
  const [below, setBelow] = useState<number>()

  const toEnd = (): void => {
    const { current } = list
    if (current) current.scrollTop = current.scrollHeight
  }
  const onScroll = (): void => {
    const { current } = list
    if (!current) return
    isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < 40
    if (isAtEnd.current) {
      seen.current = rows.length
      setBelow(undefined)
    } else setBelow(rows.length - seen.current)
  }
  const last = rows.at(-1)
  useLayoutEffect(() => {
    if (isAtEnd.current || (last && isOurs(last) && last.seq === undefined)) {
      toEnd()
      seen.current = rows.length
    } else setBelow(rows.length - seen.current)
  }, [rows.length, foot])
  return { list, below, onScroll, toEnd }
}
