import bowser from 'bowser'
import type { Appearance } from './visitors.js'

/**
 * What a browser says of itself by its headers; each may be absent. The hints are those that need no asking and tell no more
 * than the user agent did (https://wicg.github.io/ua-client-hints/): this backend asks for no others.
 */
export interface Introduction {
  userAgent?: string | undefined
  /** `Sec-CH-UA`. */
  brands?: string | undefined
  /** `Sec-CH-UA-Mobile`. */
  mobile?: string | undefined
  /** `Sec-CH-UA-Platform`. */
  platform?: string | undefined
}

/** Code units of a header that are looked at. */
const ENOUGH = 512

/** “Firefox 145”, “Windows” and “desktop”, as far as the browser says. */
export const toAppearance = ({ userAgent = '', ...said }: Introduction): Appearance => {
  const brands = toBrands(said.brands?.slice(0, ENOUGH))
  if (!userAgent && !brands.length) return {}
  const mobile = said.mobile === '?1'
  const { browser, os, platform } = bowser.parse(userAgent.slice(0, ENOUGH) || 'Mozilla/5.0', { brands, mobile })
  const hinted = toText(said.platform?.slice(0, ENOUGH))
  // Where there are hints, the version that the user agent names is the same for everybody: it would be made up.
  const system = hinted ?? (os.name && words(os.name, os.versionName ?? os.version))
  return {
    ...(browser.name && { browser: words(browser.name, browser.version?.split('.')[0]) }),
    ...(system && { system }),
    ...toDevice(mobile && platform.type !== 'tablet' ? 'mobile' : platform.type),
  }
}

const words = (name: string, version: string | undefined) => (version ? `${name} ${version}` : name)

const toDevice = (type: string | undefined): Pick<Appearance, 'device'> =>
  type === 'desktop' || type === 'mobile' || type === 'tablet' ? { device: type } : {}

/** A string of a structured header (RFC 9651, 3.3.3); “Unknown” says nothing. */
const toText = (header = ''): string | undefined => {
  const [, text = ''] = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header.trim()) ?? []
  return text === 'Unknown' ? undefined : text.replace(/\\(.)/g, '$1') || undefined
}

/** `"Chromium";v="156", "Google Chrome";v="156"`: a list of strings, each with its version. */
const toBrands = (header = '') =>
  Array.from(header.matchAll(/("(?:[^"\\]|\\["\\])*")\s*;\s*v=("(?:[^"\\]|\\["\\])*")/g), ([, brand, version]) => ({
    brand: toText(brand) ?? '',
    version: toText(version) ?? '',
  }))
