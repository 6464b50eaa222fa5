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
import { OnSite } from './rooms/OnSite.js'
import { Settings } from './rooms/Settings.js'
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

/** Whether the settings stand in the middle. */
const isSet = ({ settings, me }: Model): boolean => settings.isOpen.value && me.value?.admin === true

const toFloors = (desk: Model): string => {
  if (desk.preview.value) return 'desk facts'
  if (isSet(desk)) return 'desk set'
  return desk.selected.value ? 'desk facts own' : 'desk'
}

/** The whole desk: who waits, who talks, the conversation, the client. */
export const Desk = ({ desk, bell, place = server, onSignIn, onSignOut }: Props) => (
  <div class={toFloors(desk)}>
    <Header desk={desk} bell={bell} note={place.note} {...(onSignOut && { onSignOut })} />
    <Strips desk={desk} lines={place.lines} onSignIn={onSignIn} />
    <nav class="side" aria-label={words.clients}>
      <Waiting desk={desk} />
      <Conversations desk={desk} />
      <OnSite desk={desk} />
      <Callbacks desk={desk} />
      <Letters desk={desk} />
      <Blocked desk={desk} />
    </nav>
    {isSet(desk) ? <Settings desk={desk} /> : <Middle desk={desk} />}
    {(!isSet(desk) || desk.preview.value) && <Side desk={desk} />}
    <p class="vh" role="status">
      {bell.announced.value}
    </p>
  </div>
)
