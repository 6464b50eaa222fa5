import type { Log } from '../../../src/protocol/ports.js'
import type { DeskCommand, DeskOperator, SiteSettings } from '../../protocol/desk.js'
import { gone, refuse } from '../refuse.js'
import type { Secrets } from '../secrets.js'
import { changeWidget, readGroup, type Changed } from './changing.js'
import type { SiteKeeper } from './keeper.js'
import { GROUP_FIELDS, readGroupName, toGroupTexts, type GroupTexts } from './read-group.js'
import { toWidgetTexts } from './read-widget.js'
import type { Site } from './record.js'
import { Unfit } from './unfit.js'

/** What an administrator asks of the settings. They are kept beside the log: repeating one changes nothing more. */
export type SiteCommand = Extract<
  DeskCommand,
  { type: 'settings.get' | 'widget.change' | 'group.change' | 'group.remove' }
>

export const isSiteCommand = (command: DeskCommand): command is SiteCommand =>
  ['settings.get', 'widget.change', 'group.change', 'group.remove'].includes(command.type)

export interface SiteDeskOptions {
  site: SiteKeeper | undefined
  secrets: Pick<Secrets, 'hash'>
  log: Log
}

export type SiteDesk = ReturnType<typeof createSiteDesk>

/** The desk’s side of the settings: who may, what is right, and that nobody writes over what they have not seen. */
export const createSiteDesk = ({ site: keeper, secrets, log }: SiteDeskOptions) => {
  const versionOf = async (record: object | undefined) =>
    record === undefined ? '' : (await secrets.hash(JSON.stringify(record))).slice(0, 24)

  const settle = async <T extends object>(change: Change<T>) => {
    const { found, version, changed, swap, what } = change
    if (changed.faults) return { faults: changed.faults }
    const { record } = changed
    // Asked again, or the same was set by somebody else: it is so.
    if (JSON.stringify(record) === JSON.stringify(found)) return { version: await versionOf(found) }
    if ((await versionOf(found)) !== version || !(await swap(record))) throw changedMeanwhile()
    log('info', 'settings.changed', what)
    await keeper?.apply()
    return { version: await versionOf(record) }
  }

  const take = async (site: SiteKeeper, by: string, command: SiteCommand): Promise<object> => {
    const now = site.read()
    if (command.type === 'settings.get') return tell(now, site.hasLooks, versionOf)
    const { name, version = '' } = command
    const what = `${command.type} ${name} by ${by}`
    if (command.type === 'widget.change') {
      const found = now.widgets[name]
      if (!Object.hasOwn(now.widgets, name) || !found) throw gone('widget')
      const changed = changeWidget(found, command.values, now)
      return settle({ found, version, changed, what, swap: record => site.swapWidget(name, found, record) })
    }
    const found = Object.hasOwn(now.groups, name) ? now.groups[name] : undefined
    if (command.type === 'group.change') {
      const texts = { ...NOTHING, ...toGroupTexts(found ?? {}), ...command.values } as GroupTexts
      const changed = found ? readGroup(texts, now) : named(name, readGroup(texts, now))
      return settle({ found, version, changed, what, swap: record => site.swapGroup(name, found, record) })
    }
    if (!found) return {}
    if ((await versionOf(found)) !== version || !(await site.swapGroup(name, found, undefined)))
      throw changedMeanwhile()
    log('info', 'settings.changed', what)
    await site.apply()
    return {}
  }

  return {
    /** @throws {TransportFailure} rejected `admin.only`, `unsupported`, `settings.changed`, or gone. */
    take: async ({ id, admin }: DeskOperator, command: SiteCommand): Promise<object> => {
      if (!admin) throw refuse('admin.only', 'Settings are for administrators: npm run operator -- set NAME --admin')
      if (!keeper) throw refuse('unsupported', 'This backend keeps no settings.')
      return take(keeper, id, command)
    },
  }
}

interface Change<T> {
  found: T | undefined
  version: string
  changed: Changed<T>
  swap(record: T): Promise<boolean>
  /** For the log. */
  what: string
}

const NOTHING = Object.fromEntries(GROUP_FIELDS.map(field => [field, '']))

/** A new group has to have a name that one may type. */
const named = <T>(name: string, changed: Changed<T>): Changed<T> => {
  try {
    readGroupName(name)
    return changed
  } catch (error) {
    if (!(error instanceof Unfit)) throw error
    return { faults: [{ name: 'name', text: error.message }, ...(changed.faults ?? [])] }
  }
}

const changedMeanwhile = () =>
  refuse(
    'settings.changed',
    'Somebody else has changed this meanwhile: ask for the settings, and look at theirs first.',
  )

type ToVersion = (record: object) => Promise<string>

const tell = async (site: Site, looks: boolean, versionOf: ToVersion): Promise<SiteSettings> => ({
  looks,
  operators: site.operators.map(({ id, name }) => ({ id, name })),
  widgets: await Promise.all(
    Object.entries(site.widgets).map(async ([name, one]) => ({
      name,
      version: await versionOf(one),
      values: toWidgetTexts(one),
    })),
  ),
  groups: await Promise.all(
    Object.entries(site.groups).map(async ([name, one]) => ({
      name,
      version: await versionOf(one),
      values: toGroupTexts(one),
    })),
  ),
})
