import { Switch } from '../desk/parts/Switch.js'
import { ENTRIES, isWithoutServer, type Entry } from './choices.js'
import { Field, Pick, Switches } from './Controls.js'
import type { Fault } from './faults.js'
import type { Qa } from './model.js'
import { Privacy } from './Privacy.js'
import { Site } from './Site.js'
import { Snippet } from './Snippet.js'
import { toMessengerProblem, toRulesProblem } from './wishes.js'
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
export const Options = ({ qa }: { qa: Qa }) => (
  <section class="pane" aria-label={words.options}>
    <Looks qa={qa} />
    <Ways qa={qa} />
    <Snippet qa={qa} />
    <Site qa={qa} />
    <Surroundings qa={qa} />
    <Privacy qa={qa} />
  </section>
)

const Looks = ({ qa }: { qa: Qa }) => (
  <>
    <h2>{words.widget}</h2>
    <div class="fields">
      <Pick qa={qa} name="widget" label={words.widget} values={WIDGETS} none="main" />
      <Pick qa={qa} name="position" label={words.position} values={CHOICES.position.map(twice)} />
      <Pick qa={qa} name="lang" label={words.language} values={LANGUAGES} />
      <Pick qa={qa} name="theme" label={words.theme} values={CHOICES.theme.map(twice)} />
      <Field qa={qa} name="brand" label={words.brand} placeholder="#17695b" check={toColourProblem} />
      <Field qa={qa} name="title" label={words.title} placeholder={words.asSet} />
      <Pick qa={qa} name="storage" label={words.storage} values={CHOICES.storage.map(twice)} />
      <Field qa={qa} name="params" label={words.params} placeholder="plan=gold&name=Jana" />
      <Field qa={qa} name="rules" label={words.rules} placeholder={words.rulesSample} isLong check={toRulesProblem} />
    </div>
  </>
)

const Ways = ({ qa }: { qa: Qa }) => {
  const { buttons } = qa
  const toggle = (entry: Entry, on: boolean): void =>
    qa.choose('buttons', ENTRIES.filter(one => (one === entry ? on : buttons.value.includes(one))).join(' '))
  return (
    <>
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
      <div class="fields">
        <Field
          qa={qa}
          name="messengers"
          label={words.messengers}
          placeholder="whatsapp=+420601234567"
          isLong
          check={toMessengerProblem}
        />
      </div>
    </>
  )
}

/** Switches of the page's address: what each says when it is on. */
const ON = [
  ['connect', 'true', words.connect],
  ['asks', 'true', words.asks],
  ['calls', 'panel', words.callsInPanel],
  ['dir', 'rtl', words.rtl],
] as const

const Surroundings = ({ qa }: { qa: Qa }) => {
  const { faults, choices } = qa
  return (
    <>
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
        {ON.map(([choice, value, label]) => (
          <Switch
            key={choice}
            label={label}
            on={choices.value[choice] === value}
            onToggle={on => qa.choose(choice, on ? value : '')}
          />
        ))}
      </Switches>
    </>
  )
}

const twice = (value: string): readonly [string, string] => [value, value]

const toColourProblem = (value: string): string => (CSS.supports('color', value) ? '' : words.wrongColour)
