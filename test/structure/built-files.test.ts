import { basename } from 'node:path'
import { Script } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { exportedNames, forbiddenIn, knowingNumbers, staticImports } from './built-files.js'
import { planted, readSources } from './sources.js'

/* S2: nothing that is shipped can make HTML or code of a text. */

const built = readSources(['dist'], /\.(m?js|html)$/)
const widget = new Map([...built].filter(([path]) => !path.startsWith('dist/demo/') && !path.startsWith('dist/size/')))
const chunks = new Map([...widget].filter(([path]) => path.startsWith('dist/c/')))

/** The one built file of a chunk. */
const chunk = (name: string): string => {
  const found = [...chunks].filter(([path]) => new RegExp(`^${name}-[a-z0-9]+\\.js$`).test(basename(path)))
  expect(found.map(([path]) => path)).toHaveLength(1)
  return found[0]?.[1] ?? ''
}
const names = (text: string) => staticImports(text).map(path => basename(path).replace(/-[a-z0-9]+\.js$/, ''))

describe('the built files', () => {
  it('hold no HTML sink, no code from strings, no unload and no postMessage', () => {
    expect(built.size).toBeGreaterThan(10)
    expect(forbiddenIn(built)).toEqual([])
  })

  it('that visitors load talk to no other page at all', () => {
    // Tabs of one site speak over a channel that no page of another one hears, and of whose answer nothing is believed.
    const elsewhere = ([path, text]: [string, string]) =>
      text.includes('postMessage') && !(/\/privacy-[^/]+$/.test(path) && text.includes('new BroadcastChannel('))
    expect([...widget].filter(elsewhere).map(([path]) => path)).toEqual([])
  })

  it.each([
    'e.innerHTML=t',
    'e.outerHTML=t',
    'e.insertAdjacentHTML("beforeend",t)',
    'document.write(t)',
    'new DOMParser',
    'r.createContextualFragment(t)',
    'f.srcdoc=t',
    'eval("1")',
    'new Function("1")',
    'setTimeout("1",9)',
    'e.setAttribute("style",t)',
    "e.setAttribute('onclick',t)",
    'addEventListener("unload",f)',
    'addEventListener("beforeunload",f)',
    'w.postMessage(t,"*")',
    'w.postMessage(...t)',
    'w.postMessage({a:t},{targetOrigin:"*"})',
    '{dangerouslySetInnerHTML:{__html:t}}',
  ])('would be caught with %s', text => {
    expect(forbiddenIn(planted('dist/planted.js', `const a=1;${text}`, widget))).toHaveLength(1)
  })
})

describe('the chunks', () => {
  it('import no door', () => {
    for (const text of chunks.values())
      for (const path of staticImports(text)) expect(path).toMatch(/^\.\/[\w-]+-[a-z0-9]+\.js$/)
  })

  it('have the phone library in one of them, that comes once a number may be typed, and no door has it', () => {
    const home = knowingNumbers(widget).map(path => basename(path).replace(/-[a-z0-9]+\.js$/, ''))
    expect(home).toEqual(['phone'])
    const [path = '', text = ''] = [...chunks].find(([path]) => basename(path).startsWith('phone-')) ?? []
    expect(path).not.toBe('')
    expect(knowingNumbers(planted('dist/c/form-planted.js', text, widget))).toHaveLength(2)
  })

  it('are one request to an open chat, known to the script', () => {
    expect(names(chunk('app'))).toEqual([])
    expect(exportedNames(chunk('app'))).toContain('startApp')
    expect(exportedNames(chunk('cs'))).toContain('default')
  })

  it('would be caught importing a door', () => {
    expect(staticImports('import{a as b}from"../index.js";import"./c.js";import("./lazy.js")')).toEqual([
      '../index.js',
      './c.js',
    ])
  })
})

describe('the script', () => {
  const script = widget.get('dist/zvonek.js') ?? ''

  it('is one classic file that imports nothing at start', () => {
    expect(script).not.toBe('')
    expect(staticImports(script)).toEqual([])
    expect(() => new Script(script)).not.toThrow()
  })

  it('has one place for the settings that the server bakes in', () => {
    expect(script.split('__ZVONEK_BAKED__')).toHaveLength(2)
  })

  it('knows every chunk it may ask for', () => {
    expect(script).not.toContain('__CHUNKS__')
    for (const name of ['app', 'cs']) expect(script).toMatch(new RegExp(`${name}-[a-z0-9]+\\.js`))
  })
})
