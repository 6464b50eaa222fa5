import type { Bell } from './bell.js'
import type { Desk as Model } from './model/model.js'
import { server, type Place } from './places.js'
import { Blocked } from './rooms/Blocked.js'
import { Callbacks } from './rooms/Callbacks.js'
import { Conversations } from './rooms/Conversations.js'
import { Header } from './rooms/Header.js'
import { Letters } from './rooms/Letters.js'
import { Middle } from './rooms/Middle.js'
import { Side } from './rooms/Preview.js'
import { Strips } from './rooms/Strips.js'
import { Waiting } from './rooms/Waiting.js'
import { words } from './words.js'

interface Props {
  desk: Model
  bell: Bell
  place?: Place
  onSignIn(): void
  /** Absent where nobody can sign out. */
  onSignOut?(): void
}

/** The whole desk: who waits, who talks, the conversation, the client. */
export const Desk = ({ desk, bell, place = server, onSignIn, onSignOut }: Props) => (
  <div class={desk.preview.value ? 'desk facts' : desk.selected.value ? 'desk facts own' : 'desk'}>
    <Header desk={desk} bell={bell} note={place.note} {...(onSignOut && { onSignOut })} />
    <Strips desk={desk} lines={place.lines} onSignIn={onSignIn} />
    <nav class="side" aria-label={words.clients}>
      <Waiting desk={desk} />
      <Conversations desk={desk} />
      <Callbacks desk={desk} />
      <Letters desk={desk} />
      <Blocked desk={desk} />
    </nav>
    <Middle desk={desk} />
    <Side desk={desk} />
    <p class="vh" role="status">
      {bell.announced.value}
    </p>
  </div>
)
