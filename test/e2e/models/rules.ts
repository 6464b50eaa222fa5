import type { Locator, Page } from '@playwright/test'
import type { Rules } from '../../../src/protocol/rule.js'
import type { Site } from '../rig/site.js'

/** What a widget says by itself, as a visitor finds it. */
export interface Word {
  /** The words beside the launcher. */
  readonly bubble: Locator
  button(name: string): Locator
}

export const wordOn = (page: Page, name = 'A word from us'): Word => {
  const bubble = page.getByRole('group', { name, exact: true })
  return { bubble, button: label => bubble.getByRole('button', { name: label, exact: true }) }
}

/** Puts rules into the page `rules`. */
export const giveRules = (site: Site, rules: Rules, { widget = 'main', body = '' } = {}) =>
  site.change('rules', html =>
    html
      .replace(/const rules = .*\n/, () => `const rules = ${JSON.stringify(rules)}\n`)
      .replace('?widget=main', `?widget=${widget}`)
      .replace('</main>', () => `${body}</main>`),
  )
