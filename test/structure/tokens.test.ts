import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSources } from './sources.js'
import { createShortCss, LAUNCHER } from '../../demo/build/short-css.mjs'
import { declarations, publicTokens, undocumented, unknownTokens } from './tokens.js'

const brand = readFileSync('src/styles/brand.css', 'utf8')
const css = brand + readFileSync('src/styles/tokens.css', 'utf8')
const launcher = readFileSync('src/launcher/launcher.css', 'utf8')
const readme = readFileSync('README.md', 'utf8')
const sources = [...readSources(['src'], /\.(css|tsx?)$/).values()].join('\n')

describe('the public tokens', () => {
  it('have a comment and stand in the README', () => {
    expect(publicTokens(css).length).toBeGreaterThan(5)
    expect(undocumented(css, readme)).toEqual([])
  })

  it('are the ones the sheets use and the README names', () => {
    expect(unknownTokens(css, sources + readme)).toEqual([])
  })

  it('are on the host under the launcher’s names as brand.css has them', () => {
    expect(Object.keys(LAUNCHER).length).toBeGreaterThan(5)
    expect(declarations(launcher, Object.values(LAUNCHER))).toEqual(
      declarations(
        brand.replace(/--z-([\w-]+)/g, (_, name: keyof typeof LAUNCHER) => `--${LAUNCHER[name]}`),
        Object.values(LAUNCHER),
      ),
    )
  })

  it('are read from the host by every sheet, also where another page sets one of them for itself', () => {
    const short = createShortCss()
    for (const [name, letter] of Object.entries(LAUNCHER))
      expect(short(`.a{color:var(--z-${name})}`), name).toBe(`.a{color:var(--${letter})}`)
  })

  it('have all colours of what comes after the first paint, the launcher’s later states too', () => {
    const doorbell = readFileSync('src/launcher/doorbell.css', 'utf8')
    expect(doorbell.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/gi)).toBeNull()
    expect(doorbell).toContain('var(--z-edge)')
  })

  it('would be caught without comment, document or token', () => {
    const sheet = `:host {
      --z-a: var(--zvonek-a, 1px); /* the a */
      --z-b: var(--zvonek-b, 2px);
      --z-c: var(--zvonek-c, a, b); /* the c */
    }`
    expect(undocumented(sheet, '`--zvonek-a` and `--zvonek-b`, not --zvonek-c-more')).toEqual([
      '--zvonek-b',
      '--zvonek-c',
    ])
    expect(unknownTokens(sheet, 'width: var(--zvonek-width)')).toEqual(['--zvonek-width'])
  })
})
