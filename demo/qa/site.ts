/**
 * Hours, groups and forms of the site: the backend is told them as an administrator would at the desk. Nothing is asked, and
 * nobody signs in, before somebody opens it.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Id } from '../../src/protocol/entities.js'
import { isTransportFailure } from '../../src/protocol/failure.js'
import type { Transport } from '../../src/protocol/transport.js'
import type { DeskCommand, DeskEvent, SettingTexts, SiteSettings } from '../protocol/desk.js'
import { parseChange, parseSettings } from '../protocol/parse-settings.js'
import { toHoursTexts, type Hours } from './samples.js'
import { words } from './words.js'

export type DeskPipe = Pick<Transport<DeskEvent, DeskCommand>, 'send'>

export interface SiteTools {
  readonly isOpen: ReadonlySignal<boolean>
  /** Undefined until it has come. */
  readonly site: ReadonlySignal<SiteSettings | undefined>
  readonly problem: ReadonlySignal<string>
  open(): void
  /** Another backend is another site. */
  shut(): void
  /** Of the first group; where there is none, one is made. */
  setHours(hours: Hours): void
  addGroup(name: string): void
  removeGroup(name: string): void
  /** Of the widget that is looked at. */
  setWidget(values: Readonly<Record<string, string>>): void
}

export interface SiteOptions {
  /** An administrator's pipe; undefined where nobody lets us in. */
  connect(): Promise<DeskPipe | undefined>
  widget(): string
  newId(): Id
  now(): number
}

/** Ms an answer is waited for. */
const PATIENCE = 10_000
/** The group that is made where there is none. */
const FIRST = 'desk'

export const createSite = ({ connect, widget, newId, now }: SiteOptions): SiteTools => {
  const isOpen = signal(false)
  const site = signal<SiteSettings | undefined>(undefined)
  const problem = signal('')
  let pipe: Promise<DeskPipe | undefined> | undefined

  const ask = async (command: DeskCommand): Promise<unknown> => {
    const there = await (pipe ??= connect())
    if (!there) throw new Error(words.notLetIn)
    return there.send(command, { signal: AbortSignal.timeout(PATIENCE) })
  }
  const fetch = async () => void (site.value = parseSettings(await ask({ id: newId(), type: 'settings.get' })))
  const run = (work: () => Promise<unknown>) => {
    problem.value = ''
    work()
      .catch((error: unknown) => {
        problem.value = toProblem(error)
      })
      // Whatever came of it: what is shown is what is set.
      .then(() => fetch())
      .catch((error: unknown) => {
        problem.value ||= toProblem(error)
        pipe = undefined
      })
  }
  const change = (command: DeskCommand) =>
    run(async () => {
      const { faults } = parseChange(await ask(command))
      problem.value = faults?.map(({ text }) => text).join(' ') ?? ''
    })
  const groups = (): readonly SettingTexts[] => site.peek()?.groups ?? []
  const setGroup = (name: string, values: Readonly<Record<string, string>>) => {
    const version = groups().find(one => one.name === name)?.version
    change({ id: newId(), type: 'group.change', name, ...(version !== undefined && { version }), values })
  }
  return {
    ...{ isOpen, site, problem },
    open: () => {
      isOpen.value = true
      run(async () => {})
    },
    shut: () => {
      isOpen.value = false
      site.value = pipe = undefined
    },
    setHours: hours => setGroup(groups()[0]?.name ?? FIRST, toHoursTexts(hours, now())),
    addGroup: name => setGroup(name, { always: 'yes' }),
    removeGroup: name => {
      const { version = '' } = groups().find(one => one.name === name) ?? {}
      run(() => ask({ id: newId(), type: 'group.remove', name, version }))
    },
    setWidget: values => {
      const name = widget()
      const { version = '' } = site.peek()?.widgets.find(one => one.name === name) ?? {}
      change({ id: newId(), type: 'widget.change', name, version, values })
    },
  }
}

const toProblem = (error: unknown): string => {
  if (!isTransportFailure(error)) return error instanceof Error ? error.message : words.notSet
  const { failure } = error
  return failure.kind === 'rejected' && failure.code === 'settings.changed' ? words.changedMeanwhile : words.notSet
}
