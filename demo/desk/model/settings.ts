/**
 * The room “Settings”: what an administrator has typed, until it is saved or given up. Only what was touched counts as
 * typed; the rest follows what is set.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals-core'
import type { Id } from '../../../src/protocol/entities.js'
import { isTransportFailure } from '../../../src/protocol/failure.js'
import type { DeskCommand, SettingTexts, SiteSettings } from '../../protocol/desk.js'
import { parseChange, parseSettings } from '../../protocol/parse-settings.js'
import { toFaults, withoutFaultsOf } from './part-faults.js'

export type SettingKind = 'widget' | 'group'
export interface SettingKey {
  kind: SettingKind
  /** Empty: a new group. */
  name: string
}

/** What came of the last thing that was asked for. */
export type SettingsOutcome =
  '' | 'saving' | 'saved' | 'removed' | 'wrong' | 'changed' | 'offline' | 'forbidden' | 'failed'

type Texts = Readonly<Record<string, string>>

export interface SettingsRoom {
  readonly isOpen: ReadonlySignal<boolean>
  /** Undefined until they have come. */
  readonly site: ReadonlySignal<SiteSettings | undefined>
  /** Whether they did not come. */
  readonly isMissing: ReadonlySignal<boolean>
  readonly chosen: ReadonlySignal<SettingKey>
  /** What stands in the fields of the chosen one. */
  readonly values: ReadonlySignal<Texts>
  readonly isTouched: ReadonlySignal<boolean>
  /** By name of the field, and where in it where it has parts: `chatForms/2/title`. */
  readonly faults: ReadonlySignal<Texts>
  readonly outcome: ReadonlySignal<SettingsOutcome>
  open(): void
  close(): void
  choose(key: SettingKey): void
  set(field: string, value: string): void
  save(): void
  /** What was typed is given up. */
  discard(): void
  /** What was typed stays, over what somebody else has set meanwhile. */
  keepMine(): void
  remove(): void
  /** Somebody has changed something: it is fetched while the room is open. */
  refresh(): void
}

export interface SettingsOptions {
  ask(command: DeskCommand): Promise<unknown>
  newId(): Id
}

interface Draft {
  /** Version of the settings it was begun in. */
  version: string
  values: Texts
}

const NEW: SettingKey = { kind: 'group', name: '' }
const keyOf = ({ kind, name }: SettingKey) => `${kind}:${name}`

export const createSettings = ({ ask, newId }: SettingsOptions): SettingsRoom => {
  const isOpen = signal(false)
  const isMissing = signal(false)
  const sheet = createSheet()
  const { site, chosen, faults, outcome } = sheet

  const take = (reply: unknown) => {
    const told = parseSettings(reply)
    isMissing.value = false
    sheet.follow(told)
  }
  const fetch = () =>
    ask({ id: newId(), type: 'settings.get' }).then(
      reply => batch(() => take(reply)),
      () => void (isMissing.value = !site.peek()),
    )
  const settle = (done: Done) => fetch().then(() => sheet.settle(done))
  const send = (command: DeskCommand, onReply: (reply: unknown) => Promise<void> | void) => {
    if (outcome.peek() === 'saving') return
    outcome.value = 'saving'
    const fail = (error: unknown) => {
      outcome.value = toOutcome(error)
      if (outcome.peek() === 'changed') void fetch()
    }
    ask(command).then(onReply).catch(fail)
  }

  return {
    ...sheet,
    ...{ isOpen, isMissing },
    open: () => {
      isOpen.value = true
      void fetch()
    },
    close: () => void (isOpen.value = false),
    save: () => {
      const key = chosen.peek()
      const { name, version, values } = sheet.typed()
      const id = newId()
      const command: DeskCommand =
        key.kind === 'widget'
          ? { id, type: 'widget.change', name, version, values }
          : { id, type: 'group.change', name, version, values: key.name ? values : { always: 'yes', ...values } }
      send(command, reply => {
        const { faults: wrong } = parseChange(reply)
        if (!wrong) return settle({ key, name, outcome: 'saved' })
        faults.value = toFaults(wrong)
        outcome.value = 'wrong'
      })
    },
    remove: () => {
      const { name, version } = sheet.typed()
      const key = chosen.peek()
      send({ id: newId(), type: 'group.remove', name, version }, () => settle({ key, name: '', outcome: 'removed' }))
    },
    refresh: () => {
      if (isOpen.peek()) void fetch()
    },
  }
}

interface Done {
  key: SettingKey
  /** Under which name it is there now; empty when it is not. */
  name: string
  outcome: SettingsOutcome
}

/** What is set, what was typed over it, and which of them is looked at. */
const createSheet = () => {
  const site = signal<SiteSettings | undefined>(undefined)
  const chosen = signal<SettingKey>({ kind: 'widget', name: 'main' })
  const drafts = signal<ReadonlyMap<string, Draft>>(new Map())
  const faults = signal<Texts>({})
  const outcome = signal<SettingsOutcome>('')
  const found = computed(() => findIn(site.value, chosen.value))
  const draft = computed(() => drafts.value.get(keyOf(chosen.value)))
  const versionNow = () => found.peek()?.version ?? ''

  const put = (key: SettingKey, next: Draft | undefined) => {
    const all = new Map(drafts.peek())
    if (next) all.set(keyOf(key), next)
    else all.delete(keyOf(key))
    drafts.value = all
  }
  const clear = (now: SettingsOutcome = '') => {
    faults.value = {}
    outcome.value = now
  }
  return {
    ...{ site, chosen, faults, outcome },
    values: computed((): Texts => ({ ...found.value?.values, ...draft.value?.values })),
    isTouched: computed(() => draft.value !== undefined),
    choose: (key: SettingKey) => batch(() => (clear(), (chosen.value = key))),
    set: (field: string, value: string) =>
      batch(() => {
        const { version = versionNow(), values = {} } = draft.peek() ?? {}
        put(chosen.peek(), { version, values: { ...values, [field]: value } })
        faults.value = withoutFaultsOf(faults.peek(), field)
        if (outcome.peek() !== 'changed') outcome.value = ''
      }),
    discard: () => batch(() => (put(chosen.peek(), undefined), clear())),
    keepMine: () =>
      batch(() => {
        const mine = draft.peek()
        if (mine) put(chosen.peek(), { ...mine, version: versionNow() })
        outcome.value = ''
      }),
    /** What is to be sent, and in what it was typed. */
    typed: () => {
      const { version, values } = draft.peek() ?? { version: versionNow(), values: {} }
      const { name = '', ...rest }: Record<string, string> = { ...values }
      return { name: chosen.peek().name || name.trim(), version, values: rest }
    },
    settle: ({ key, name, outcome: now }: Done) =>
      batch(() => {
        put(key, undefined)
        if (name) chosen.value = { kind: key.kind, name }
        clear(now)
      }),
    /** What was typed in other settings than these has to be looked at again. */
    follow: (told: SiteSettings) => {
      site.value = told
      const mine = draft.peek()
      if (!found.peek() && !mine && chosen.peek().name) chosen.value = firstOf(told)
      if (mine && outcome.peek() !== 'saving' && mine.version !== versionNow()) outcome.value = 'changed'
    },
  }
}

const firstOf = ({ widgets }: SiteSettings): SettingKey => {
  const [first] = widgets
  return first ? { kind: 'widget', name: first.name } : NEW
}

const findIn = (site: SiteSettings | undefined, { kind, name }: SettingKey): SettingTexts | undefined =>
  (kind === 'widget' ? site?.widgets : site?.groups)?.find(one => one.name === name)

const toOutcome = (error: unknown): SettingsOutcome => {
  if (!isTransportFailure(error)) return 'failed'
  const { failure } = error
  if (failure.kind === 'retry') return 'offline'
  if (failure.kind === 'gone') return 'changed'
  if (failure.kind !== 'rejected') return 'failed'
  return failure.code === 'settings.changed' ? 'changed' : failure.code === 'admin.only' ? 'forbidden' : 'failed'
}
