import { useEffect, useRef } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { Desk } from '../model/model.js'
import type { SettingKey, SettingsRoom } from '../model/settings.js'
import type { SiteSettings } from '../../protocol/desk.js'
import { Icon } from '../parts/Icon.js'
import { settingsWords } from '../settings-words.js'
import { GroupForm, WidgetForm } from './SettingsForms.js'
import { Verdict } from './SettingsVerdict.js'

const say = settingsWords

/** Widgets and groups of the site, in the place of the conversation. */
export const Settings = ({ desk }: { desk: Desk }) => {
  const room = desk.settings
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const site = room.site.value
  return (
    <main class="mid room" aria-label={say.title}>
      <header class="h">
        <div>
          <h2 tabIndex={-1} ref={title}>
            {say.title}
          </h2>
        </div>
        <button type="button" class="ib" aria-label={say.close} onClick={room.close}>
          <Icon name="close" />
        </button>
      </header>
      {site ? <Whole room={room} site={site} /> : <Absent room={room} />}
    </main>
  )
}

const Absent = ({ room }: { room: SettingsRoom }) => (
  <div class="absent" role="status">
    <p>{room.isMissing.value ? say.missing : say.loading}</p>
    {room.isMissing.value && (
      <button type="button" class="b" onClick={room.open}>
        {say.again}
      </button>
    )}
  </div>
)

const Whole = ({ room, site }: { room: SettingsRoom; site: SiteSettings }) => {
  const { kind, name } = room.chosen.value
  const form = useRef<HTMLFormElement>(null)
  const isWrong = room.outcome.value === 'wrong'
  useEffect(() => {
    if (isWrong) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .lacks')?.focus()
  }, [isWrong])
  const submit = (event: Event) => {
    event.preventDefault()
    room.save()
  }
  return (
    <div class="plan">
      <nav aria-label={say.title}>
        <Items title={say.widgets} room={room} keys={site.widgets.map(one => ({ kind: 'widget', name: one.name }))} />
        <Items
          title={say.groups}
          room={room}
          keys={[...site.groups.map(one => ({ kind: 'group' as const, name: one.name })), { kind: 'group', name: '' }]}
        />
      </nav>
      <form key={`${kind}:${name}`} noValidate aria-label={sayKey({ kind, name })} onSubmit={submit} ref={form}>
        <h3>{sayKey({ kind, name })}</h3>
        {kind === 'widget' ? <WidgetForm room={room} site={site} /> : <GroupForm room={room} site={site} />}
        <Verdict room={room} />
      </form>
    </div>
  )
}

interface ItemsProps {
  title: string
  room: SettingsRoom
  keys: readonly SettingKey[]
}

const Items = ({ title, room, keys }: ItemsProps) => {
  const { kind, name } = room.chosen.value
  return (
    <>
      <h3>{title}</h3>
      <ul aria-label={title}>
        {keys.map(key => (
          <li key={key.name}>
            <button
              type="button"
              class="item"
              aria-current={key.kind === kind && key.name === name ? 'true' : undefined}
              onClick={() => room.choose(key)}
            >
              {key.name || say.fresh}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

const sayKey = ({ kind, name }: SettingKey) =>
  kind === 'widget' ? fill(say.widget, { name }) : name ? fill(say.group, { name }) : say.fresh
