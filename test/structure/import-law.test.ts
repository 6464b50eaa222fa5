import { describe, expect, it } from 'vitest'
import { breaches } from './import-law.js'
import { planted, readSources } from './sources.js'

const sources = readSources(['src', 'demo'], /\.tsx?$/)

describe('the import law', () => {
  it('holds in every room', () => {
    expect(breaches(sources)).toEqual([])
  })

  it('sees the rooms it speaks of', () => {
    expect(sources.size).toBeGreaterThan(50)
  })

  it.each([
    ['core reaches for the DOM rooms', 'src/core/x.ts', `import { a } from '../panels/panel.js'`],
    ['core takes types of browser', 'src/core/x.ts', `import type { A } from '../browser/storage.js'`],
    ['core uses a framework', 'src/core/x.ts', `import { signal } from '@preact/signals'`],
    ['browser takes more than types of core', 'src/browser/x.ts', `import { a } from '../core/model.js'`],
    ['launcher reaches core', 'src/launcher/x.ts', `export { a } from '../core/model.js'`],
    ['launcher uses signals', 'src/launcher/x.ts', `import { signal } from '@preact/signals-core'`],
    ['panels reach transports later', 'src/panels/x.tsx', `const a = () => import('../transports/http.js')`],
    ['app loads call engines at start', 'src/app.ts', `import { p2p } from './media/p2p.js'`],
    ['a door loads the app at start', 'src/index.ts', `export { startApp } from './app.js'`],
    ['a door imports another door', 'src/element.ts', `import { createWidget } from './index.js'`],
    ['a type is taken by import()', 'src/protocol/x.ts', `export type A = import('../core/model.js').Conversation`],
    ['memory knows event streams', 'src/transports/memory.ts', `import '@microsoft/fetch-event-source'`],
    ['the backend knows Node', 'demo/backend/x.ts', `import { readFile } from 'node:fs/promises'`],
    ['the backend knows in which tab it runs', 'demo/backend/x.ts', `import '../channel/host.js'`],
    ['the channel knows what it carries', 'demo/channel/x.ts', `import '../backend/x.js'`],
    ['the desk knows the page that serves it', 'demo/desk/x.ts', `import '../qa/x.js'`],
    ['the backend knows its server', 'demo/backend/x.ts', `import '../server/main.js'`],
    ['the widget knows its demo', 'src/core/x.ts', `import '../../demo/backend/x.js'`],
    ['a room nobody decided', 'src/utils/x.ts', `import '../core/model.js'`],
  ])('is red when %s', (_, path, text) => {
    expect(breaches(planted(path, text))).toHaveLength(1)
  })

  it.each([
    ['src/app.ts', `const a = () => import('./panels/chat/index.js')`],
    ['src/app.ts', `import type { MountPanel } from './panels/panel.js'`],
    ['src/panels/x.tsx', `import { type Conversation } from '../core/model.js'`],
    ['src/element-define.ts', `import { defineElement } from './element.js'`],
  ])('lets %s say %s', (path, text) => {
    expect(breaches(planted(path, text))).toEqual([])
  })
})
