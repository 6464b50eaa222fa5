import { useRef } from 'preact/hooks'
import type { ConnectionState } from '../../../src/core/model.js'
import type { Desk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { words } from '../words.js'

const { banner, notices } = words

/** What is said of the line in each of its states. */
export type Lines = Readonly<Partial<Record<ConnectionState, string>>>

/** What is true of the whole desk: the line to the server, and what became of the operator's wishes. */
export const Strips = ({ desk, lines = banner, onSignIn }: { desk: Desk; lines?: Lines; onSignIn(): void }) => (
  <div class="strips">
    <div role="alert">
      <Line lines={lines} state={desk.connection.value.state} onTry={desk.reconnect} onSignIn={onSignIn} />
    </div>
    <Return state={desk.connection.value.state} />
    <div role="status">
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

/** Said once the line is back, to those who do not see the strip go. */
const Return = ({ state }: { state: ConnectionState }) => {
  const wasLost = useRef(false)
  if (state === 'reconnecting' || state === 'offline') wasLost.current = true
  return (
    <p class="vh" role="status">
      {state === 'online' && wasLost.current && banner.back}
    </p>
  )
}

/** States that mend themselves are told on brass; those that wait for the operator on red. */
const tone: Partial<Record<ConnectionState, '' | 'bad'>> = {
  reconnecting: '',
  offline: '',
  authExpired: 'bad',
  failed: 'bad',
  ended: 'bad',
}

interface LineProps {
  lines: Lines
  state: ConnectionState
  onTry(): void
  onSignIn(): void
}

const Line = ({ lines, state, onTry, onSignIn }: LineProps) => {
  const looks = tone[state]
  if (looks === undefined) return null
  return (
    <p class={`banner ${looks}`}>
      <Icon name={looks ? 'alert' : 'nonet'} />
      <span>{lines[state]}</span>
      {(state === 'reconnecting' || state === 'offline') && (
        <button type="button" class="lk" onClick={onTry}>
          {banner.now}
        </button>
      )}
      {state === 'authExpired' && (
        <button type="button" class="lk" onClick={onSignIn}>
          {banner.signIn}
        </button>
      )}
    </p>
  )
}
