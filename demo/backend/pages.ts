import type { PageView } from '../../src/protocol/entities.js'
import { cleanPage, cleanUrl, type PageRules } from '../../src/protocol/page-clean.js'
import { isSamePage } from '../../src/protocol/page-list.js'
import { arriving } from './away.js'
import { changeClient } from './changes.js'
import type { WidgetSettings } from './context.js'
import { withoutOffer } from './offers.js'
import type { DoneCommand } from './parse-command.js'
import type { VisitorMoment } from './visitor-commands.js'
import { without } from './without.js'

/** What a command may say of where somebody is. */
export interface Placed {
  page?: PageView | undefined
  referrer?: string | undefined
  widget?: string | undefined
}

/**
 * A command whose addresses are clean, whatever sent it: nothing else of the backend ever sees another. A page of no site
 * (`file:`, `about:`) is nothing to tell, and no reason to refuse the rest.
 */
export const withCleanPages = <C extends object>(command: C, widgets: Readonly<Record<string, WidgetSettings>>): C => {
  const { page, referrer, widget = '' }: Placed = command
  if (page === undefined && referrer === undefined) return command
  const rules: PageRules | undefined = Object.hasOwn(widgets, widget) ? widgets[widget]?.page : undefined
  const clean = page && cleanPage(page, rules)
  const from = referrer === undefined ? undefined : cleanUrl(referrer)
  return {
    ...without(command as C & Placed, 'page', 'referrer'),
    ...(clean && {
      page: { ...without(page, 'url', 'title', ...(rules?.scroll ? [] : (['scroll'] as const))), ...clean },
    }),
    ...(from !== undefined && { referrer: from }),
  } as C
}

/** Nothing about the page is news. */
const isTold = (known: PageView | undefined, page: PageView): boolean =>
  known !== undefined && !known.hidden && known.title === page.title && known.scroll === page.scroll

/** The tab in front says where it is; one that goes out of sight, that nobody looks at it. */
export const share = (moment: VisitorMoment, { page, hidden, tab, zone }: DoneCommand<'page.share'>): object => {
  const { client } = moment.owner
  if (page) {
    const isHere = client.page && isSamePage(client.page, page)
    const at = (isHere && client.page?.at) || moment.now
    const next: PageView = { ...without(page, 'hidden'), at }
    const isKnown = isHere && isTold(client.page, page) && client.tab === tab
    if (isKnown && (zone === undefined || zone === client.zone)) return {}
    const here = moment.online && !client.online ? arriving(client, moment.now) : {}
    const told = { page: next, ...here, ...(tab !== undefined && { tab }), ...(zone !== undefined && { zone }) }
    changeClient(moment, without(client, 'tab', ...(moment.online ? (['leftAt'] as const) : [])), told)
  } else if (!hidden) {
    if (client.page) changeClient(moment, without(client, 'page', 'tab'), withoutOffer(client, moment.now))
  } else if (client.page && !client.page.hidden && client.tab === tab) {
    changeClient(moment, client, { page: { ...client.page, hidden: true } })
  }
  return {}
}
