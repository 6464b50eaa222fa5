import type { Desk } from '../model/model.js'
import { Avatar } from '../../../src/panels/parts/Avatar.js'
import { Icon } from '../parts/Icon.js'
import { Mark } from '../parts/Mark.js'
import { Switch } from '../parts/Switch.js'
import type { Bell } from '../bell.js'
import { words } from '../words.js'
import { Invite } from './Invite.js'
import { SettingsButton } from './SettingsButton.js'

interface Props {
  desk: Desk
  bell: Bell
  note: string | undefined
  onSignOut?(): void
}

export const Header = ({ desk, bell, note, onSignOut }: Props) => {
  const me = desk.me.value
  const available = desk.available.value
  return (
    <header>
      <Mark name="Zvonek" />
      {note && <p class="hint">{note}</p>}
      <button
        type="button"
        class="ib"
        aria-label={words.sound}
        aria-pressed={bell.loud.value ? 'true' : 'false'}
        title={words.sound}
        onClick={bell.toggle}
      >
        <Icon name={bell.loud.value ? 'sound' : 'mute'} />
      </button>
      {me?.admin && <SettingsButton desk={desk} />}
      {me && <Invite desk={desk} />}
      {me && <Switch label={words.available} on={available} onToggle={desk.setAvailable} />}
      {me && (
        <span class="me" role="img" aria-label={me.name} title={me.name}>
          <Avatar who={me} present={available} />
        </span>
      )}
      {me && onSignOut && (
        <button type="button" class="ib" aria-label={words.signOut} title={words.signOut} onClick={onSignOut}>
          <Icon name="leave" />
        </button>
      )}
    </header>
  )
}
