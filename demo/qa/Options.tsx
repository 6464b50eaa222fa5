import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Icon } from '../desk/parts/Icon.js'
import { Switch } from '../desk/parts/Switch.js'
import { ENTRIES, isWithoutServer, type Choice, type Entry } from './choices.js'
import type { Fault } from './faults.js'
import type { Qa } from './model.js'
import { Privacy } from './Privacy.js'
import { words } from './words.js'

const CHOICES = {
  position: ['right', 'left'],
  theme: ['system', 'light', 'dark'],
  storage: ['local', 'session', 'memory'],
} as const

const WIDGETS = [
  ['landing', 'landing'],
  ['service', words.service],
] as const

const LANGUAGES = [
  ['en', 'English'],
  ['cs', 'čeština'],
] as const

const FAULTS = Object.entries(words.faults) as [Fault, string][]

/** Every option a labelled control, every fault a switch. */
export const Options = ({ qa }: { qa: Qa }) => {
  const { buttons, faults, choices } = qa
  const toggle = (entry: Entry, on: boolean): void =>
    qa.choose('buttons', ENTRIES.filter(one => (one === entry ? on : buttons.value.includes(one))).join(' '))
  return (
    <section class="pane" aria-label={words.options}>
      <h2>{words.widget}</h2>
      <div class="fields">
        <Pick qa={qa} name="widget" label={words.widget} values={WIDGETS} none="main" />
        <Pick qa={qa} name="position" label={words.position} values={CHOICES.position.map(twice)} />
        <Pick qa={qa} name="lang" label={words.language} values={LANGUAGES} />
        <Pick qa={qa} name="theme" label={words.theme} values={CHOICES.theme.map(twice)} />
        <Field qa={qa} name="brand" label={words.brand} placeholder="#17695b" check={toColourProblem} />
        <Pick qa={qa} name="storage" label={words.storage} values={CHOICES.storage.map(twice)} />
      </div>
      <Switches title={words.buttons}>
        {ENTRIES.map(entry => (
          <Switch
            key={entry}
            label={words.entries[entry]}
            on={buttons.value.includes(entry)}
            onToggle={on => toggle(entry, on)}
          />
        ))}
      </Switches>
      <Switches title={words.backend}>
        <Switch
          label={words.withoutServer}
          on={isWithoutServer(choices.value)}
          onToggle={on => qa.choose('backend', on ? 'page' : '')}
        />
      </Switches>
      <p class="hint" role="status">
        {words.hosting[qa.hosting.value]}
      </p>
      <Switches title={words.network}>
        {FAULTS.map(([fault, label]) => (
          <Switch key={fault} label={label} on={faults.value.has(fault)} onToggle={on => qa.setFault(fault, on)} />
        ))}
      </Switches>
      <Switches title={words.page}>
        <Switch
          label={words.preload}
          on={choices.value.preload !== 'false'}
          onToggle={on => qa.choose('preload', on ? '' : 'false')}
        />
        <Switch
          label={words.connect}
          on={choices.value.connect === 'true'}
          onToggle={on => qa.choose('connect', on ? 'true' : '')}
        />
        <Switch label={words.rtl} on={choices.value.dir === 'rtl'} onToggle={on => qa.choose('dir', on ? 'rtl' : '')} />
      </Switches>
      <Privacy qa={qa} />
    </section>
  )
}

const twice = (value: string): readonly [string, string] => [value, value]

const toColourProblem = (value: string): string => (CSS.supports('color', value) ? '' : words.wrongColour)

const Switches = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <>
    <h2>{title}</h2>
    <div class="sws">{children}</div>
  </>
)

interface ControlProps {
  qa: Qa
  name: Choice
  label: string
}

interface PickProps extends ControlProps {
  values: readonly (readonly [string, string])[]
  /** What stands there while nothing is chosen. */
  none?: string
}

const Pick = ({ qa, name, label, values, none = words.asSet }: PickProps) => (
  <p>
    <label for={`option-${name}`}>{label}</label>
    <span class="pick">
      <select
        class="in"
        id={`option-${name}`}
        value={qa.choices.value[name] ?? ''}
        onChange={event => qa.choose(name, event.currentTarget.value)}
      >
        <option value="">{none}</option>
        {values.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <Icon name="down" small />
    </span>
  </p>
)

interface FieldProps extends ControlProps {
  placeholder: string
  /** What is wrong with a value, in words. */
  check?: (value: string) => string
}

const Field = ({ qa, name, label, placeholder, check }: FieldProps) => {
  const [problem, setProblem] = useState('')
  const take = (value: string): void => {
    const wrong = (value && check?.(value)) || ''
    setProblem(wrong)
    if (!wrong) qa.choose(name, value)
  }
  return (
    <p>
      <label for={`option-${name}`}>{label}</label>
      <input
        class="in"
        id={`option-${name}`}
        defaultValue={qa.choices.value[name] ?? ''}
        placeholder={placeholder}
        spellcheck={false}
        autocapitalize="none"
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `problem-${name}` : undefined}
        onChange={event => take(event.currentTarget.value.trim())}
      />
      {problem && (
        <span class="err" role="alert" id={`problem-${name}`}>
          {problem}
        </span>
      )}
    </p>
  )
}
