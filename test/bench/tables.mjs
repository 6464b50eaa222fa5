import { format } from 'prettier'

/*
 * The README's tables of what was measured, made from the committed figures alone: by the bench and the peers' harness
 * when they write them, and by the test that holds the README to them.
 */

/** Rows that the table of the peers does not have already. */
const IN_README = [8, 9, 10, 11, 12]

/**
 * A figure as people read it.
 * @param {number} value
 * @param {string} unit
 */
export const show = (value, unit) => {
  const digits = unit === 'nodes' || value >= 100 ? 0 : unit === 'MB' && value < 10 ? 2 : value === 0 ? 0 : 1
  // Less than nothing is what the empty page varies by.
  const shown = Math.max(0, value).toFixed(digits)
  return `${shown.replace(/\B(?=(\d{3})+$)/, ',')} ${unit}`.trim()
}

/**
 * The number that people read.
 * @param {string} shown
 */
export const numberOf = shown => Number(shown.replace(/[^\d.]/g, ''))

/** All figures beside their budgets. */
export const benchTable = ({ figures }) =>
  table(
    ['row', 'what', 'measured', 'budget', '', 'repetitions: least – middle – most'],
    figures.map(({ row, what, shown, limit = '', verdict = '', spread, on }) => [
      row,
      withDay(what, on),
      shown,
      limit,
      verdict,
      spread,
    ]),
  )

/** The same for somebody who chooses a widget. */
export const shortTable = ({ figures, ...run }) =>
  withCaption(
    run,
    table(
      ['what', 'measured', 'budget'],
      figures
        .filter(({ row }) => IN_README.includes(row))
        .map(({ what, shown, limit = '', on }) => [withDay(what, on), shown, limit]),
    ),
  )

const withDay = (what, on) => (on === undefined ? what : `${what} (${on})`)

/** Programs that want a processor, beside the measured ones, make figures that say little. */
const BUSY = 2

/** When and where a run was, and whether it counts. */
export const caption = ({ date, machine, node, chromium, load }) =>
  `${date}, ${machine}, Node ${node}, Chromium ${chromium}${load > BUSY ? '; provisional: the machine was busy with other work' : ''}.`

const withCaption = (run, text) => `${text}\n\n${caption(run)}`

/** Zvonek beside its peers; sizes are brotli. */
export const peersTable = ({ entries, ...run }) =>
  withCaption(
    run,
    table(
      [
        '',
        'bytes to buttons',
        'bytes to an open chat',
        'CPU to buttons',
        'page blocked, 4× slower CPU',
        'click → open, the same on slow 4G',
        'heap after opening',
      ],
      entries.map(({ title, buttons, chat, cpu, blocked, open, heap }) => [
        title,
        kB(buttons),
        kB(chat),
        orDash(cpu, 'ms'),
        orDash(blocked, 'ms'),
        orDash(open, 'ms'),
        orDash(heap, 'MB'),
      ]),
    ),
  )

const kB = bytes => (bytes === null ? '–' : `${(bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0)} kB`)
const orDash = (value, unit) => (value === null ? '–' : show(value, unit))

/**
 * Puts a table between the two marks of that name.
 * @param {string} text
 * @param {string} mark
 * @param {string} put
 * @throws {Error} when the marks are not there.
 */
export const putTable = (text, mark, put) => {
  const parts = text.split(`<!-- ${mark} -->`)
  if (parts.length !== 3) throw new Error(`The text has no two marks “<!-- ${mark} -->”.`)
  parts[1] = `\n\n${put}\n\n`
  return parts.join(`<!-- ${mark} -->`)
}

const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map((_, at) => (at ? '--:' : '---')).join('|')}|`,
    ...rows.map(cells => `| ${cells.join(' | ')} |`),
  ].join('\n')

/**
 * JSON as this project writes it.
 * @param {object} value
 */
export const pretty = value => format(JSON.stringify(value), { parser: 'json', printWidth: 120 })
