import { Sent } from '../../../src/panels/files/Sent.js'
import { useState } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { Letter } from '../../protocol/desk.js'
import { isSameDay, toClock, toMoment, toShortDate } from '../format.js'
import type { Desk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { proofOf } from '../proof.js'
import { words } from '../words.js'

const { letters: say } = words

/** What was left when nobody was there; one is open at a time, in its place. */
export const Letters = ({ desk }: { desk: Desk }) => {
  const [open, setOpen] = useState<Id>()
  const letters = desk.letters.value
  const fresh = letters.filter(letter => !isHandled(desk, letter)).length
  return (
    <section>
      <h2>
        {say.title} <span>{fresh ? fill(say.fresh, { n: fresh }) : say.none}</span>
      </h2>
      <ul class="letters" aria-label={say.title}>
        {letters.map(letter => (
          <li key={letter.id} class={isHandled(desk, letter) ? 'done' : undefined}>
            <Line
              desk={desk}
              letter={letter}
              isOpen={open === letter.id}
              onToggle={() => setOpen(open === letter.id ? undefined : letter.id)}
            />
            {open === letter.id && <Whole desk={desk} letter={letter} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** As the operator left it, also while the server has not heard of it. */
const isHandled = (desk: Desk, { id, handled }: Letter): boolean => desk.handling.value.get(id) ?? handled !== undefined

interface LineProps {
  desk: Desk
  letter: Letter
  isOpen: boolean
  onToggle(): void
}

const Line = ({ desk, letter, isOpen, onToggle }: LineProps) => {
  const { name, email, phone, text, more, at } = letter
  return (
    <button type="button" class="conv line" aria-expanded={isOpen ? 'true' : 'false'} onClick={onToggle}>
      <Icon name={isHandled(desk, letter) ? 'check' : 'mail'} />
      <b dir="auto">{name || email || phone || say.somebody}</b>
      <time>{isSameDay(at, desk.now.value) ? toClock(at) : toShortDate(at)}</time>
      <small dir="auto">
        {[toProof(desk, letter), text || more.map(({ value }) => value).join(' · ')].filter(Boolean).join(' · ')}
      </small>
      <Mark desk={desk} letter={letter} />
    </button>
  )
}

/** Whose word the name is that a letter stands under. */
const toProof = (desk: Desk, letter: Letter): string | undefined => {
  const signed = desk.clientOf(letter)?.verified
  if (letter.name) return proofOf(letter.name, signed?.name)
  if (letter.email) return proofOf(letter.email, signed?.email)
  return letter.phone && proofOf(letter.phone, signed?.phone)
}

/** What is not as it should be, in a word. */
const Mark = ({ desk, letter }: { desk: Desk; letter: Letter }) => {
  const { state } = letter.delivery
  if (isHandled(desk, letter)) return <span class="off">{say.handled}</span>
  if (state === 'waiting' || state === 'refused') return <span class="late">{say.marks[state]}</span>
  return null
}

const Whole = ({ desk, letter }: { desk: Desk; letter: Letter }) => {
  const { id, text, name, email, phone, more, handled, files = [] } = letter
  const signed = desk.clientOf(letter)?.verified
  const on = isHandled(desk, letter)
  return (
    <div class="whole">
      {text && (
        <p class="text" dir="auto">
          {text}
        </p>
      )}
      <dl>
        <Fact name={say.name} value={name} proof={proofOf(name, signed?.name)} />
        <Fact
          name={say.email}
          value={email}
          proof={proofOf(email, signed?.email)}
          href={isAddress(email) ? `mailto:${encodeURIComponent(email)}` : undefined}
        />
        <Fact name={say.phone} value={phone} proof={proofOf(phone, signed?.phone)} href={toTel(phone)} />
        {more.map(({ key, value }, index) => (
          <Fact key={index} name={key} value={value} proof={proofOf(value, undefined)} />
        ))}
      </dl>
      {files.map(file => (
        <p class="text" key={file.id}>
          <Sent locale="en" file={file} />
        </p>
      ))}
      <p class="hint">
        <span>{toDelivery(letter, desk.now.value)}</span>
        {letter.delivery.state === 'refused' && (
          <>
            {' '}
            <button type="button" class="lk" onClick={() => desk.retryLetter(id)}>
              {words.retry}
            </button>
          </>
        )}
      </p>
      {on && handled && (
        <p class="hint">{fill(say.handledBy, { name: handled.name, moment: toMoment(handled.at, desk.now.value) })}</p>
      )}
      <button type="button" class={on ? 'b' : 'b soft'} onClick={() => desk.handle(id, !on)}>
        {on ? say.reopen : say.handle}
      </button>
    </div>
  )
}

interface FactProps {
  name: string
  value: string | undefined
  /** Whose word it is. */
  proof: string
  href?: string | undefined
}

const Fact = ({ name, value, proof, href }: FactProps) =>
  value ? (
    <>
      <dt>{name}</dt>
      <dd>
        {href ? (
          <a class="lk" href={href}>
            <bdi>{value}</bdi>
          </a>
        ) : (
          <bdi>{value}</bdi>
        )}{' '}
        <span class="hint">{proof}</span>
      </dd>
    </>
  ) : null

const isAddress = (text: string | undefined): text is string => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text ?? '')

/** Only what can be dialled. */
const toTel = (text: string | undefined): string | undefined => {
  const digits = text?.replace(/[^\d+]/g, '') ?? ''
  return /^\+?\d{3,20}$/.test(digits) ? `tel:${digits}` : undefined
}

const toDelivery = ({ delivery: { state, by, at, why = '' } }: Letter, now: number): string => {
  const moment = at === undefined ? '' : toMoment(at, now)
  return fill(state === 'sent' && by === 'folder' ? say.states.folder : say.states[state], { moment, why })
}
