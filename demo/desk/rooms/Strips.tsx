import { useEffect, useRef } from 'preact/hooks'
import { count } from '../../../src/i18n/format.js'
import { isPassing, type Line as LineState } from '../model/line.js'
import type { Desk } from '../model/model.js'
import { Icon, type IconName } from '../parts/Icon.js'
import { words } from '../words.js'

const { banner, notices } = words

/** What is said of the line in each of its states. */
export type Lines = Readonly<Record<Exclude<LineState, ''>, string>>

/** What is true of the whole desk: the line to the server, and what became of the operator's wishes. */
export const Strips = ({ desk, lines = banner, onSignIn }: { desk: Desk; lines?: Lines; onSignIn(): void }) => {
  const strips = useRef<HTMLDivElement>(null)
  useEffect(() => (strips.current ? tellHeight(strips.current) : undefined), [])
  const line = desk.line.value
  return (
    <div class="strips" ref={strips}>
      <Line desk={desk} lines={lines} onSignIn={onSignIn} />
      {/* Heard from here: what stands in the strip also counts what waits, and that is no news each time. */}
      <p class="vh" role="alert">
        {line && line !== 'back' && lines[line]}
      </p>
      <div role="status">
        <p class="vh">{line === 'back' && lines.back}</p>
        {desk.guessing.value && (
          <p class="banner">
            <Icon name="alert" />
            <span>{words.invitation.guessing}</span>
          </p>
        )}
        {desk.notices.value.map(notice => (
          <p class="banner news" key={notice.id}>
            <Icon name="alert" />
            <span>{notice.text}</span>
            <button type="button" class="lk" onClick={() => desk.dismiss(notice.id)}>
              {notices.dismiss}
            </button>
          </p>
        ))}
      </div>
    </div>
  )
}

/** What mends itself is told on brass; what waits for the operator on red; the good news on the tint. */
const looks: Record<Exclude<LineState, ''>, { look: string; icon: IconName }> = {
  connecting: { look: '', icon: 'nonet' },
  reconnecting: { look: '', icon: 'nonet' },
  offline: { look: '', icon: 'nonet' },
  back: { look: 'news', icon: 'check' },
  authExpired: { look: 'bad', icon: 'alert' },
  failed: { look: 'bad', icon: 'alert' },
  ended: { look: 'bad', icon: 'alert' },
}

const Line = ({ desk, lines, onSignIn }: { desk: Desk; lines: Lines; onSignIn(): void }) => {
  const line = desk.line.value
  if (!line) return null
  const { look, icon } = looks[line]
  const n = line === 'back' ? 0 : desk.outgoing.value
  return (
    <p class={`banner ${look}`}>
      <Icon name={icon} />
      <span>
        {lines[line]} {n > 0 && count('en', banner.waits, { n })}
      </span>
      {(isPassing(line) || line === 'failed') && (
        <button type="button" class="lk" onClick={desk.reconnect}>
          {banner.now}
        </button>
      )}
      {line === 'authExpired' && (
        <button type="button" class="lk" onClick={onSignIn}>
          {banner.signIn}
        </button>
      )}
    </p>
  )
}

/** On a phone the strips stand above everything: what is below makes room, so that they never cover a name. */
const tellHeight = (strips: HTMLElement): (() => void) => {
  const { style } = document.documentElement
  const observer = new ResizeObserver(() => style.setProperty('--strips', `${strips.offsetHeight}px`))
  observer.observe(strips)
  return () => {
    observer.disconnect()
    style.removeProperty('--strips')
  }
}
