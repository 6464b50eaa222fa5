import bowser from 'bowser'
import type { Appearance } from './visitors.js'

/** “Firefox 145” and “Windows 11”, as far as the browser says. */
export const toAppearance = (userAgent: string | undefined): Appearance => {
  if (!userAgent) return {}
  const { browser, os } = bowser.parse(userAgent.slice(0, 512))
  return {
    ...(browser.name && { browser: words(browser.name, browser.version?.split('.')[0]) }),
    ...(os.name && { system: words(os.name, os.versionName ?? os.version) }),
  }
}

const words = (name: string, version: string | undefined) => (version ? `${name} ${version}` : name)
