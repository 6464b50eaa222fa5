import type { Desk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { settingsWords } from '../settings-words.js'

/** For administrators: opens the settings, or closes them. */
export const SettingsButton = ({ desk: { settings } }: { desk: Desk }) => (
  <button
    type="button"
    class="ib"
    aria-label={settingsWords.open}
    aria-pressed={settings.isOpen.value ? 'true' : 'false'}
    title={settingsWords.open}
    onClick={settings.isOpen.value ? settings.close : settings.open}
  >
    <Icon name="settings" />
  </button>
)
