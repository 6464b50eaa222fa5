import { useRef } from 'preact/hooks'
import { fill } from '../../src/i18n/format.js'
import type { Qa } from './model.js'
import { FORMS, formIn, HOURS, hoursIn, PAGES, type Hours } from './samples.js'
import { Select } from './Select.js'
import type { SiteTools } from './site.js'
import { words } from './words.js'

/** What the backend knows of the site, to be changed while the widget looks on. */
export const Site = ({ qa }: { qa: Qa }) => {
  const { site: tools } = qa
  const site = tools.site.value
  return (
    <>
      <h2>{words.siteTitle}</h2>
      <p class="hint">{words.site}</p>
      {!tools.isOpen.value && (
        <button type="button" class="b" onClick={tools.open}>
          {words.openSite}
        </button>
      )}
      {site && (
        <div class="fields" role="group" aria-label={words.siteTitle}>
          <HoursOf tools={tools} />
          <Groups tools={tools} />
          <Forms qa={qa} />
        </div>
      )}
      {tools.problem.value && (
        <p class="err" role="alert">
          {tools.problem.value}
        </p>
      )}
    </>
  )
}

const HoursOf = ({ tools }: { tools: SiteTools }) => (
  <Choice
    name="hours"
    label={words.hours}
    value={hoursIn(tools.site.value?.groups[0]?.values)}
    options={HOURS.map(one => [one, words.hoursOf[one]])}
    onChoose={one => tools.setHours(one as Hours)}
  />
)

const Groups = ({ tools }: { tools: SiteTools }) => {
  const field = useRef<HTMLInputElement>(null)
  const add = (): void => {
    const name = field.current?.value.trim()
    if (!name || !field.current) return
    tools.addGroup(name)
    field.current.value = ''
  }
  return (
    <>
      <p>
        <label for="site-group">{words.newGroup}</label>
        <span class="line">
          <input
            class="in"
            id="site-group"
            ref={field}
            placeholder="repairs"
            spellcheck={false}
            autocapitalize="none"
            onKeyDown={({ key }) => key === 'Enter' && add()}
          />
          <button type="button" class="b" onClick={add}>
            {words.add}
          </button>
        </span>
      </p>
      <ul class="groups" aria-label={words.groups}>
        {tools.site.value?.groups.map(({ name }) => (
          <li key={name}>
            {name}
            <button
              type="button"
              class="lk"
              aria-label={fill(words.removeGroup, { name })}
              onClick={() => tools.removeGroup(name)}
            >
              {words.remove}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

const Forms = ({ qa: { site: tools, choices } }: { qa: Qa }) => {
  const { widget = 'main' } = choices.value
  const values = tools.site.value?.widgets.find(({ name }) => name === widget)?.values ?? {}
  const [scale = '', transcript = ''] = (values.feedback ?? '').split(' ')
  return (
    <>
      {(['entryForm', 'offlineForm'] as const).map(setting => (
        <Choice
          key={setting}
          name={setting}
          label={words[setting]}
          value={formIn(FORMS[setting], values[setting])}
          options={[
            ['', words.noForm[setting]],
            ...Object.keys(FORMS[setting]).map(one => [one, words.forms[one] ?? one] as const),
          ]}
          onChoose={one => tools.setWidget({ [setting]: one ? JSON.stringify(FORMS[setting][one]) : '' })}
        />
      ))}
      <Choice
        name="feedback"
        label={words.feedback}
        value={scale}
        options={Object.entries(words.scales)}
        onChoose={one => tools.setWidget({ feedback: one && transcript ? `${one} ${transcript}` : one })}
      />
      <Choice
        name="page"
        label={words.addresses}
        value={formIn(PAGES, values.page)}
        options={Object.entries(words.pages)}
        onChoose={one => tools.setWidget({ page: one ? JSON.stringify(PAGES[one]) : '' })}
      />
    </>
  )
}

interface ChoiceProps {
  name: string
  label: string
  /** Undefined: something else than these is set. */
  value: string | undefined
  options: readonly (readonly [value: string, text: string])[]
  onChoose(value: string): void
}

const Choice = ({ name, label, value = OTHER, options, onChoose }: ChoiceProps) => (
  <Select
    id={`site-${name}`}
    label={label}
    value={value}
    options={value === OTHER ? [[OTHER, words.asAtDesk], ...options] : options}
    onPick={one => one !== OTHER && onChoose(one)}
  />
)

const OTHER = '…'
