import { count } from '../../../src/i18n/format.js'
import type { SettingsRoom } from '../model/settings.js'
import { Sure } from '../parts/Sure.js'
import { settingsWords } from '../settings-words.js'

const say = settingsWords

/** What came of it, and what may be done with what was typed. */
export const Verdict = ({ room }: { room: SettingsRoom }) => {
  const outcome = room.outcome.value
  const isSaving = outcome === 'saving'
  const isNew = !room.chosen.value.name
  return (
    <div class="verdict">
      <p
        role="status"
        class={outcome === 'saved' || outcome === 'removed' ? 'good' : outcome && !isSaving ? 'bad' : ''}
      >
        {sayOutcome(room)}
      </p>
      <div class="acts">
        {outcome === 'changed' ? (
          <>
            <button type="button" class="b" onClick={room.keepMine}>
              {say.mine}
            </button>
            <button type="button" class="b p" onClick={room.discard}>
              {say.theirs}
            </button>
          </>
        ) : (
          <>
            <button type="submit" class="b p" aria-disabled={isSaving ? 'true' : undefined}>
              {isSaving ? say.saving : say.save}
            </button>
            {room.isTouched.value && (
              <button type="button" class="b" onClick={room.discard}>
                {say.discard}
              </button>
            )}
          </>
        )}
        {room.chosen.value.kind === 'group' && !isNew && (
          <Sure
            label={say.remove}
            text={say.removeText}
            keep={say.keep}
            sure={say.removeSure}
            class="b end"
            onSure={room.remove}
          />
        )}
      </div>
    </div>
  )
}

const sayOutcome = ({ outcome, faults }: SettingsRoom): string => {
  const now = outcome.value
  if (now === '' || now === 'saving') return ''
  if (now === 'wrong') return count('en', say.outcomes.wrong, { n: Object.keys(faults.value).length })
  return say.outcomes[now]
}
