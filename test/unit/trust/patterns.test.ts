import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { faultOfPattern, fits } from '../../../demo/backend/pattern.js'
import { readForm } from '../../../demo/backend/site/read-form.js'
import { bundle } from '../../support/bundle.js'

/*
 * The pattern of a form's field comes from a site, the value from anybody: none may keep the server busy.
 */

const NESTED = ['^(a+)+$', '(a|a)*', '(a*)*b', '([a-zA-Z]+)*', '(a|aa)+', '(.*a){20}', 'a*a*a*a*a*a*a*b']
const VALUE = `${'a'.repeat(50)}!`

/** Fills in a form in a process of its own, which is ended when it takes for ever; gives what the server says. */
const fillIn = (file: string, pattern: string, value: string) => {
  const given = JSON.stringify([
    { id: 'e', fields: [{ name: 'a', type: 'text', label: 'A', pattern }] },
    { form: { a: value }, took: 9_000 },
  ])
  const script = `
    const { readEntry } = await import(${JSON.stringify(pathToFileURL(file).href)})
    try { readEntry(...${given}, 0); console.log('taken') } catch (error) { console.log(error.message) }`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 40_000,
    killSignal: 'SIGKILL',
  })
  return stdout.trim()
}

describe('a pattern that tries again and again', () => {
  it.each(NESTED)('%s is answered for fifty letters and one that does not fit', async pattern => {
    const file = await bundle(join('demo', 'backend', 'entry-form.ts'))
    expect(fillIn(file, pattern, VALUE)).toBe('The field “a” of the form is not right: pattern.')
    expect(fillIn(file, '[a!]+', VALUE)).toBe('taken')
  })

  it('costs no more than its machine is large and the value long', () => {
    for (const pattern of [...NESTED, '(a?){300}', '[a-z]{1,200}'])
      expect(faultOfPattern(pattern) ?? typeof fits(pattern, 'a'.repeat(4_000)), pattern).toMatch(/^boolean$|too large/)
  })

  it('would be seen where the platform’s own expressions look', () => {
    // 2⁵⁰ steps end on no machine; it is broken off.
    expect(() => {
      runInNewContext(`void /^(?:${NESTED[0]})$/u.test(${JSON.stringify(VALUE)})`, {}, { timeout: 300 })
    }).toThrow(/timed out/)
  })
})

describe('a pattern', () => {
  const PATTERNS = [
    ...[
      '\\d{3} ?\\d{2}',
      '[A-Z]{2}\\d{6,8}',
      '\\p{L}+( \\p{L}+)*',
      '[\\p{L}\\s-]+',
      '(?<year>\\d{4})-\\d\\d',
      '^a|b$',
      '.+',
    ],
    ...[
      '[^\\d\\s]{3}',
      '[\\w.+-]+@[\\w-]+\\.[\\w.]+',
      '\\u0041\\u{1F600}',
      '\\S+',
      '\\bab\\b',
      'a/b',
      '(?:x|y)?z',
      '[\\]\\[]',
    ],
  ]
  const VALUES = [
    ...[
      '123 45',
      '12345',
      '123\u00a045',
      'CZ12345678',
      'Příliš žluťoučký',
      'Anna-Marie Nová',
      '2026-11',
      'a',
      'b',
      'ab',
    ],
    ...['a\u2009b', 'anna@shop.example', 'A😀', '😀', 'a/b', 'z', 'xz', '[]', 'x y', 'CZ1', '  ', '12', 'žžž', 'a\nb'],
  ]

  it('means at the server what it means in the widget', () => {
    let same = 0
    for (const pattern of PATTERNS)
      for (const value of VALUES) {
        const widget = new RegExp(`^(?:${pattern})$`, 'u')
        // A space that is none of a keyboard is taken for one.
        const plain = value.replaceAll(/[\u00a0\u2009]/g, ' ')
        expect(fits(pattern, value), `${pattern} ${value}`).toBe(widget.test(value) || widget.test(plain))
        same++
      }
    expect(same).toBe(PATTERNS.length * VALUES.length)
  })

  const save = (pattern: string) =>
    readForm(JSON.stringify({ id: 'e', fields: [{ name: 'a', type: 'text', label: 'A', pattern }] }))

  it.each(PATTERNS)('%s may be saved', pattern => {
    expect(save(pattern).fields[0]?.pattern).toBe(pattern)
  })

  it.each([
    ['(', /no regular expression\.$/],
    ['(?=.*\\d).{8,}', /looks around or back, or counts too far/],
    ['(a)\\1', /looks around or back/],
    ['.{0,2000}', /counts too far/],
    ['(a?){900}', /too large: take `min` and `max` for lengths\.$/],
  ])('%s is refused when it is saved', (pattern, words) => {
    expect(() => save(pattern)).toThrow(words)
  })

  it('that was saved before and cannot be followed keeps nobody from sending', () => {
    for (const pattern of ['(?=.*\\d).{8,}', '(a)\\1', '(']) expect(fits(pattern, 'anything')).toBe(true)
    expect(fits('(x?){1000}', 'y'.repeat(4_000))).toBe(true)
    expect(fits('(x?){1000}', 'y'.repeat(10))).toBe(false)
  })
})
