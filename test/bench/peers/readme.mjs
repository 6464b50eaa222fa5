import { readFile, writeFile } from 'node:fs/promises'
import { peersTable, pretty, putTable } from '../tables.mjs'

/*
 * `node test/bench/peers/readme.mjs RESULTS.json`: takes what the peers' harness has measured in one run, keeps the
 * medians, and writes them into the README. The test of the README holds both together from then on.
 */

/** Entries of the harness, in the README's order and words. */
const SHOWN = {
  zvonek: 'Zvonek',
  'stack-split': 'the floor: buttons by hand, a bare chat with the same libraries',
  sentry: 'Sentry feedback 11 (one form, no chat)',
  'deep-chat': 'deep-chat 2',
  papercups: 'Papercups 1.3 (its chat is a hosted page)',
  typebot: 'Typebot 0.10',
  botpress: 'Botpress web chat 4.5',
  rocketchat: 'Rocket.Chat Livechat 1.13',
  'webchat-min': 'Bot Framework Web Chat 4.18, minimal',
  n8n: 'n8n chat 1.37',
}

/**
 * The medians of one run.
 * @param {{ meta: { date: string, reps: number, chromium: string, node: string, cpus: number, load: number[] }, entries: object }} results
 */
export const toPeers = ({ meta, entries }) => {
  const { date, reps, chromium, node, cpus, load } = meta
  const missing = Object.keys(SHOWN).filter(id => !entries[id])
  if (!entries.empty || missing.includes('zvonek')) throw new Error('The run lacks “empty” or “zvonek”.')
  return {
    date: date.slice(0, 10),
    machine: `${cpus} processors`,
    node: node.replace(/^v/, ''),
    chromium,
    repetitions: reps,
    load: load[0],
    missing,
    entries: Object.entries(SHOWN)
      .filter(([id]) => entries[id])
      .map(([id, title]) => ({ id, title, ...toFigures(entries[id], entries.empty) })),
  }
}

/** Sizes in bytes of brotli, times in ms, heap in MB; null where there is no such thing. */
const toFigures = ({ p1, p2, p3, launcherIs = '' }, empty) => {
  // Some have no buttons of their own: then the harness has drawn one, and its cost says nothing.
  const hasButtons = !launcherIs.includes('harness')
  return {
    buttons: hasButtons ? middle(p3, run => run.bytesLauncher.br) : null,
    chat: middle(p1, run => run.bytesOpened?.br),
    cpu: hasButtons ? net([p1, empty.p1], run => run.cpuToLauncher.TaskDuration) : null,
    blocked: net([p2, empty.p2], run => run.tbtLoad),
    open: middle(p3, run => run.openMs),
    heap: net([p1, empty.p1], run => run.heap / 1e6),
  }
}

const middle = (runs, pick) => {
  const values = runs.flatMap(run => read(run, pick)).sort((a, b) => a - b)
  const at = values.length >> 1
  if (!values.length) return null
  return round(values.length % 2 ? values[at] : (values[at - 1] + values[at]) / 2)
}

/** A run that went wrong lacks figures, or whole groups of them. */
const read = (run, pick) => {
  if (run.error) return []
  const value = pick(run)
  return Number.isFinite(value) ? value : []
}

const net = ([ours, plain], pick) => {
  const value = middle(ours, pick)
  return value === null ? null : round(value - middle(plain, pick))
}

const round = value => Number(value.toPrecision(5))

const [, program, file] = process.argv
if (program?.endsWith('peers/readme.mjs')) {
  if (!file) throw new Error('Name the results of the harness: node test/bench/peers/readme.mjs RESULTS.json')
  const peers = toPeers(JSON.parse(await readFile(file, 'utf8')))
  await writeFile('test/bench/results/peers.json', await pretty(peers))
  await writeFile('README.md', putTable(await readFile('README.md', 'utf8'), 'peers', peersTable(peers)))
  console.log(`${peers.entries.length} entries; not in this run: ${peers.missing.join(', ') || 'none'}`)
}
