import { own } from '../../../src/protocol/own.js'
import { isSameRecord, type Site, type SiteShelf } from './record.js'

/** The settings of the site as the desk reads and changes them. */
export interface SiteKeeper extends Pick<SiteShelf, 'swapWidget' | 'swapGroup'> {
  read(): Site
  /** Makes what has changed count; resolves once it does. */
  apply(): Promise<void>
  /** Whether what a widget looks like is set here too; elsewhere the page says it. */
  hasLooks: boolean
}

export interface KeeperOptions extends Pick<SiteKeeper, 'apply' | 'hasLooks'> {
  shelf: SiteShelf
  /** Widgets and groups that are there without being kept, until something is kept in their place. */
  base: Pick<Site, 'widgets' | 'groups'>
  operators(): Site['operators']
}

export const createKeeper = ({ shelf, base, operators, apply, hasLooks }: KeeperOptions): SiteKeeper => ({
  apply,
  hasLooks,
  read: () => ({
    widgets: own({ ...base.widgets, ...shelf.widgets() }),
    groups: own({ ...base.groups, ...shelf.groups() }),
    operators: operators(),
  }),
  swapWidget: (name, expected, widget) =>
    shelf.swapWidget(name, beside(shelf.widgets(), base.widgets, { name, expected }), widget),
  swapGroup: (name, expected, group) =>
    // What is there without being kept cannot be taken away.
    !group && !Object.hasOwn(shelf.groups(), name)
      ? Promise.resolve(false)
      : shelf.swapGroup(name, beside(shelf.groups(), base.groups, { name, expected }), group),
})

/** What is there without being kept is nothing to the shelf. */
const beside = <T>(
  kept: Readonly<Record<string, T>>,
  base: Readonly<Record<string, T>>,
  { name, expected }: { name: string; expected: T | undefined },
): T | undefined => (kept[name] === undefined && isSameRecord(base[name], expected) ? undefined : expected)
