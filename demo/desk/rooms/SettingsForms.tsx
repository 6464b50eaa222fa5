import type { SettingsRoom } from '../model/settings.js'
import type { SiteSettings } from '../../protocol/desk.js'
import { MESSENGERS } from '../../protocol/messengers.js'
import { ChatForms } from './ChatForms.js'
import { FormFields } from './FormFields.js'
import { Box, Boxes, Choice, Line, Text, type SettingField } from './SettingsFields.js'
import { settingsWords } from '../settings-words.js'

const say = settingsWords
const { choices } = say

interface FormProps {
  room: SettingsRoom
  site: SiteSettings
}

/** A widget: what reaches open pages, and what waits for the next load. */
export const WidgetForm = ({ room, site }: FormProps) => {
  const [scale = '', transcript = ''] = (room.values.value.feedback ?? '').split(' ')
  const setFeedback = (next: string, mails: boolean) =>
    room.set('feedback', next && mails ? `${next} transcript` : next)
  const groups = ['', ...site.groups.map(({ name }) => name)]
  return (
    <>
      <fieldset>
        <legend>{say.live}</legend>
        <Line room={room} field="title" />
        <Line room={room} field="privacy" type="url" />
        <Choice room={room} field="group" options={groups.map(name => [name, name || choices.group])} />
        <FormFields room={room} form="entryForm" />
        <Text room={room} field="entryForm" rows={4} isCode />
        <Choice
          room={room}
          field="feedback"
          value={scale}
          options={Object.entries(choices.feedback)}
          onChoose={next => setFeedback(next, !!transcript)}
        />
        {scale && <Box label={say.fields.transcript} on={!!transcript} onToggle={on => setFeedback(scale, on)} />}
        <FormFields room={room} form="offlineForm" />
        <Text room={room} field="offlineForm" rows={4} isCode />
        <ChatForms room={room} />
        <Text room={room} field="chatForms" rows={4} isCode />
        <Starts room={room} />
        <Text room={room} field="page" rows={3} isCode />
      </fieldset>
      <fieldset>
        <legend>{say.later}</legend>
        <p class="hint">{site.looks ? say.laterText : say.laterElsewhere}</p>
        <Boxes room={room} field="buttons" options={Object.entries(choices.buttons)} />
        <Line room={room} field="brand" />
        <Choice room={room} field="position" options={Object.entries(choices.position)} />
        <Choice room={room} field="theme" options={Object.entries(choices.theme)} />
        <Choice room={room} field="lang" options={languages(room)} />
        <div role="group" aria-labelledby="set-messengers" aria-describedby="set-messengers-text">
          <p class="name" id="set-messengers">
            {say.messengers}
          </p>
          <p class="hint" id="set-messengers-text">
            {say.messengersText}
          </p>
          <div class="days">
            {MESSENGERS.map(one => (
              <Line key={one} room={room} field={one} />
            ))}
          </div>
        </div>
        <Text room={room} field="rules" rows={8} isCode />
      </fieldset>
      <p class="hint">{say.origins}</p>
    </>
  )
}

/** What each begins with where nothing is set. */
const STARTS = [
  ['webchatStart', 'both'],
  ['videoStart', 'both'],
  ['callbackStart', 'camera'],
] as const

const Starts = ({ room }: Pick<FormProps, 'room'>) => (
  <>
    {STARTS.map(([field, usual]) => (
      <Choice
        key={field}
        room={room}
        field={field}
        value={room.values.value[field] || usual}
        options={Object.entries(choices.starts)}
      />
    ))}
  </>
)

/** A language that was set by a command stays to be chosen. */
const languages = ({ values }: SettingsRoom): [string, string][] => {
  const { lang = '' } = values.value
  return Object.entries({ ...(lang && { [lang]: lang }), ...choices.lang })
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly SettingField[]

/** A group: when it is open, and who answers. */
export const GroupForm = ({ room, site }: FormProps) => {
  const { always = 'yes' } = room.values.value
  return (
    <>
      {!room.chosen.value.name && <Line room={room} field="name" />}
      <fieldset>
        <legend>{say.live}</legend>
        <p class="hint">{say.whenText}</p>
        <Box label={say.fields.always} on={!!always} onToggle={on => room.set('always', on ? 'yes' : '')} />
        {!always && (
          <>
            <Line room={room} field="zone" options={zones()} />
            <div class="days">
              {DAYS.map(day => (
                <Line key={day} room={room} field={day} />
              ))}
            </div>
            <Text room={room} field="dates" rows={3} />
          </>
        )}
        <Line room={room} field="queueSize" isNumber />
        <Line room={room} field="maxWait" isNumber />
        <Line room={room} field="awayQueue" isNumber />
        <Line room={room} field="awayChat" isNumber />
        <Line room={room} field="callbacks" isNumber />
        <Boxes room={room} field="operators" options={site.operators.map(({ id, name }) => [id, name])} />
      </fieldset>
    </>
  )
}

const zones = (): readonly string[] => Intl.supportedValuesOf('timeZone')
