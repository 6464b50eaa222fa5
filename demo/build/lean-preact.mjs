import * as everywhere from './lean/everywhere.mjs'
import { hooks } from './lean/hooks.mjs'
import { parse } from './lean/parse.mjs'
import { mitt } from './lean/mitt.mjs'
import { preact } from './lean/preact.mjs'
import { qr } from './lean/qr.mjs'
import { re2 } from './lean/re2.mjs'
import { stream } from './lean/stream.mjs'
import { signals, signalsCore } from './lean/signals.mjs'

/**
 * Preact and signals without what the widget must not have and what it never uses: a good quarter less to download, and
 * no HTML sink that a reviewer would have to explain. The cuts fit the pinned versions to the letter; another version
 * stops the build here. The DOM tests run on the same text.
 */
const WIDGET = [
  [/\/preact\/dist\/preact(\.module\.js|\.mjs)$/, [...everywhere.preact, ...preact]],
  [/\/preact\/hooks\/dist\/hooks(\.module\.js|\.mjs)$/, hooks],
  [/\/@preact\/signals\/dist\/signals\.mjs$/, signals],
  [/\/@preact\/signals-core\/dist\/signals-core\.mjs$/, signalsCore],
  [/\/mitt\/dist\/mitt\.mjs$/, mitt],
  [/\/lean-qr\/nano\.mjs$/, qr],
  [/\/fetch-event-source\/lib\/esm\/parse\.js$/, stream],
]

/** Only in what is shipped: the backend and its tests read the same parser's reasons. */
const SHIPPED = [[/\/src\/protocol\/parse\.ts$/, parse]]

/** Pages for people at a desk may use all that is safe. */
const PAGE = [
  [/\/preact\/dist\/preact(\.module\.js|\.mjs)$/, everywhere.preact],
  [/\/re2js\/build\/index\.js$/, re2],
]

/** @returns {import('vite').Plugin} */
export const leanPreact = ({ page = false, shipped = false } = {}) => ({
  name: 'lean-preact',
  transform(code, id) {
    const path = id.replace(/\?.*/, '')
    const cuts = [...(page ? PAGE : WIDGET), ...(shipped ? SHIPPED : [])].find(([file]) => file.test(path))?.[1]
    return cuts ? { code: cuts.reduce((text, cut) => take(text, cut, path), code), map: null } : null
  },
})

/** A cut is a text and its replacement, or the two ends of a text and its replacement. */
const take = (text, cut, path) => {
  const [start, end] = cut.length === 3 ? cut : [cut[0], '']
  const from = text.indexOf(start)
  const to = text.indexOf(end, from + start.length)
  if (from < 0 || to < 0 || text.includes(start, from + 1))
    throw new Error(`${path} does not hold exactly once: ${start} … ${end}`)
  return text.slice(0, from) + cut.at(-1) + text.slice(to + end.length)
}
