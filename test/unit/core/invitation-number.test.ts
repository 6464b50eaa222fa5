import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCode } from '../../../src/protocol/invitation.js'

/** Zeros of some scripts. */
const ZEROS = {
  latin: 0x30,
  arabic: 0x660,
  persian: 0x6f0,
  devanagari: 0x966,
  thai: 0xe50,
  wide: 0xff10,
  bold: 0x1d7ce,
  double: 0x1d7d8,
}
const BETWEEN = [
  ' ',
  '.',
  '-',
  '/',
  '(',
  ')',
  '\u00a0',
  '\u2009',
  '\t',
  '\n',
  '–',
  '—',
  '\u2011',
  '（',
  '）',
  '\u200b',
  '\u202a',
  '\ufeff',
]

const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 })
const between = fc.array(fc.constantFrom(...BETWEEN), { maxLength: 3 }).map(all => all.join(''))
const gaps = fc.array(between, { minLength: 7, maxLength: 7 })
const write = (zero: number, values: readonly number[], marks: readonly string[]) =>
  (marks[0] ?? '') + values.map((value, n) => String.fromCodePoint(zero + value) + (marks[n + 1] ?? '')).join('')

describe('the number of an invitation', () => {
  it('is read however it is written', () => {
    const runs = 5_000
    fc.assert(
      fc.property(digits, gaps, fc.constantFrom(...Object.values(ZEROS)), (values, marks, zero) => {
        expect(toCode(write(zero, values, marks))).toBe(values.join(''))
      }),
      { numRuns: runs, seed: 13 },
    )
    console.log(`numbers ${JSON.stringify({ seed: 13, written: runs, scripts: Object.keys(ZEROS).length })}`)
  })

  it('is six digits, no fewer and no more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }), gaps, (values, marks) => {
        expect(toCode(write(0x30, values, marks))).toBe(values.length === 6 ? values.join('') : undefined)
      }),
    )
  })

  it('has nothing else in it', () => {
    fc.assert(
      fc.property(
        digits,
        gaps,
        fc.constantFrom('a', ',', '+', '#', '×', '_', '²', '①', '½'),
        fc.nat(6),
        (values, marks, odd, at) => {
          const spoiled = marks.map((mark, n) => (n === at ? mark + odd : mark))
          expect(toCode(write(0x30, values, spoiled))).toBeUndefined()
        },
      ),
    )
  })

  it.each(['482 193', '482-193', '(482) 193', '482.193', '48/21/93', ' 482193\n', '４８２１９３'])('reads %j', text => {
    expect(toCode(text)).toBe('482193')
  })

  it('is read in no time, however long the text', () => {
    const slow = (text: string) => {
      const began = process.cpuUsage()
      expect(toCode(text)).toBeUndefined()
      // Of the processor's time (µs): what else the machine does is not in it.
      return process.cpuUsage(began).user
    }
    slow(' '.repeat(1_000))
    // A reader that tries every way to part the spaces would need years.
    expect(slow(`${' '.repeat(100_000)}x`)).toBeLessThan(1_000_000)
  })
})
