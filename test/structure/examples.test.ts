import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readForm } from '../../demo/backend/site/read-form.js'
import { examplesIn, faultsOf } from './examples.js'

/** The bridge is run as it stands, by a test of its own. */
const readme = readFileSync('README.md', 'utf8').replace(/(?<=<!-- bridge -->).*(?=<!-- bridge -->)/s, text =>
  text.replace(/.*/g, ''),
)

describe('the examples in the README', () => {
  it('are code that compiles against what there is', () => {
    const examples = examplesIn(readme, ['ts', 'js'])
    expect(examples.length).toBeGreaterThan(10)
    expect(faultsOf(examples)).toEqual([])
  })

  it('are forms that a backend takes', () => {
    const forms = examplesIn(readme, ['json'])
    expect(forms).toHaveLength(1)
    for (const { text } of forms) expect(readForm(text).fields.length).toBeGreaterThan(3)
    expect(() => readForm('{ "id": "entry", "title": "A", "fields": [{ "name": "a", "type": "colour" }] }')).toThrow()
  })

  it('name the version that this is', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    const named = [...readme.matchAll(/(?:\/v\/|zvonek-)(\d+\.\d+\.\d+)/g)].map(([, one]) => one)
    expect(named.length).toBeGreaterThan(1)
    expect(new Set(named)).toEqual(new Set([version]))
  })

  it('would be caught with an option, an event or a call that there is not', () => {
    const text = [
      '```ts',
      "import { createWidget } from 'zvonek'",
      "createWidget({ server: '/', colour: 'red' })",
      '```',
      '```js',
      "zvonek.on('call.begun', () => {})",
      'zvonek.dial()',
      "zvonek.on('call.ended', ({ call }) => call.endedAt - call.at)",
      '```',
      '',
    ].join('\n')
    expect(faultsOf(examplesIn(text, ['ts', 'js']))).toEqual([
      expect.stringMatching(/^line 2: .*'colour' does not exist in type 'WidgetOptions'/),
      expect.stringMatching(/^line 6: .*"call.begun"/),
      expect.stringMatching(/^line 6: Property 'dial' does not exist/),
      "line 6: 'call.endedAt' is possibly 'undefined'.",
    ])
  })
})
