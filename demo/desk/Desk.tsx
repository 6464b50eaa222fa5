import type { Bell } from './bell.js'
import type { Desk as Model } from './model/model.js'
import { Conversations } from './rooms/Conversations.js'
import { Header } from './rooms/Header.js'
import { Middle } from './rooms/Middle.js'
import { Side } from './rooms/Preview.js'
import { Strips } from './rooms/Strips.js'
import { Waiting } from './rooms/Waiting.js'
import { words } from './words.js'

/** The whole desk: who waits, who talks, the conversation, the client. */
export const Desk = ({ desk, bell, onSignIn }: { desk: Model; bell: Bell; onSignIn(): void }) => (
  <div class={desk.preview.value ? 'desk facts' : desk.selected.value ? 'desk facts own' : 'desk'}>
    <Header desk={desk} bell={bell} />
    <Strips desk={desk} onSignIn={onSignIn} />
    <nav class="side" aria-label={words.clients}>
      <Waiting desk={desk} />
      <Conversations desk={desk} />
    </nav>
    <Middle desk={desk} />
    <Side desk={desk} />
    <p class="vh" role="status">
      {bell.announced.value}
    </p>
  </div>
)
