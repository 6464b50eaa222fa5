import { ESLint } from 'eslint'
import { beforeAll, describe, expect, it } from 'vitest'

const eslint = new ESLint()

/** Rules that a text would break if it stood in a file of that room. */
const broken = async (filePath: string, text: string) => {
  const [result] = await eslint.lintText(text, { filePath })
  return [...new Set(result?.messages.map(({ ruleId }) => ruleId))]
}

const CORE = 'src/core/backoff.ts'
const PANEL = 'src/panels/panel.ts'
const lines = (count: number) => 'void 0\n'.repeat(count)

describe('the linter', () => {
  // The first text waits for the types of the whole project.
  beforeAll(() => broken(CORE, ''), 60_000)

  it.each([
    ['no-restricted-globals', CORE, 'export const a = document.title'],
    ['no-restricted-globals', CORE, 'export const a = () => setTimeout(() => {}, 1)'],
    ['no-restricted-globals', 'src/protocol/parse.ts', 'export const a = fetch'],
    ['no-restricted-globals', PANEL, 'export const a = document.title'],
    ['no-restricted-properties', PANEL, `document.body.innerHTML = ''`],
    ['no-restricted-properties', PANEL, `document.write('')`],
    ['no-restricted-syntax', PANEL, `document.body.setAttribute('style', '')`],
    ['no-restricted-syntax', PANEL, `new DOMParser()`],
    ['no-restricted-syntax', PANEL, `export const [a] = [1, 2]`],
    ['no-restricted-syntax', PANEL, `addEventListener('beforeunload', () => {})`],
    ['no-restricted-syntax', PANEL, `window.addEventListener('unload', () => {})`],
    ['no-restricted-syntax', 'src/panels/frame/Frame.tsx', `export const A = () => <p style="color: red" />`],
    ['no-restricted-syntax', 'src/panels/frame/Frame.tsx', `export const A = () => <style>{'a{}'}</style>`],
    ['no-restricted-syntax', PANEL, `import { Component } from 'preact'\nexport class A extends Component {}`],
    ['@typescript-eslint/no-implied-eval', PANEL, `setTimeout('1', 1)`],
    ['@typescript-eslint/no-explicit-any', PANEL, 'export type A = any'],
    ['@typescript-eslint/no-floating-promises', PANEL, 'Promise.resolve(1)'],
    ['no-restricted-syntax', 'src/panels/frame/Frame.tsx', `export const A = () => <p style={{ width: '1em' }}>a</p>`],
    ['no-restricted-imports', PANEL, `export { useState } from 'preact/hooks'`],
    ['max-params', CORE, 'export const a = (b: 1, c: 1, d: 1, e: 1) => [b, c, d, e]'],
    ['max-lines', CORE, lines(301)],
    ['max-lines-per-function', CORE, `export const a = () => {\n${lines(60)}}`],
  ])('says %s in %s about %s', async (rule, file, text) => {
    expect(await broken(file, text)).toContain(rule)
  })

  it.each([
    [CORE, `export const a = new URL('https://example.com'), b = new AbortController(), c = new TextEncoder()`],
    [PANEL, 'export const a = location.href'],
    ['src/page.ts', 'export const a = document.title'],
    ['demo/desk/Desk.tsx', `export const A = () => <p style={{ width: '1em' }}>a</p>`],
  ])('lets %s say %s', async (file, text) => {
    expect(await broken(file, text)).toEqual([])
  })

  it('cannot be switched off in a line', async () => {
    const text = '// eslint-disable-next-line\nexport type A = any'
    expect(await broken(PANEL, text)).toContain('@typescript-eslint/no-explicit-any')
  })
})
