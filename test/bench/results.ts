import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, platform, arch, totalmem } from 'node:os'
import { figures, quantile, type Figure, type Found } from './figures.js'
import { benchTable, caption, numberOf, pretty, putTable, shortTable, show } from './tables.mjs'

/** What is committed: figures with their day, the class of the machine, and how busy it was with other things. */
export interface Results {
  date: string
  machine: string
  node: string
  chromium: string
  /** Programs that wanted a processor, on average over the minute before. */
  load: number
  figures: Judged[]
}

/** A figure beside its budget. */
export interface Judged extends Figure {
  value: number
  shown: string
  limit: string | undefined
  verdict: 'kept' | 'missed' | undefined
  spread: string
  /** Its day, where that is another than the whole run's. */
  on?: string
}

export const describeMachine = async (): Promise<Omit<Results, 'figures'>> => ({
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} processors, ${Math.round(totalmem() / 1e9)} GB, ${platform()} ${arch()}`,
  node: process.versions.node,
  chromium: '',
  load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
})

/** Puts a figure beside its budget. A budget is kept by what is shown, not by digits that nobody sees. */
export const judge = ({ id, value, samples }: Found): Judged => {
  const figure: Figure = figures.find(one => one.id === id)!
  const { budget, unit } = figure
  const shown = show(value, unit)
  return {
    ...figure,
    value: Number(value.toPrecision(4)),
    shown,
    limit: budget === undefined ? undefined : show(budget, unit),
    verdict: budget === undefined ? undefined : numberOf(shown) <= budget ? 'kept' : 'missed',
    spread: `${samples.length}: ${[0, 0.5, 1].map(share => show(quantile(samples, share), '')).join(' – ')}`,
  }
}

const FOLDER = 'test/bench/results'

/** Some rows measured anew, in their places among those of the last whole run. */
export const amongKept = async ({ date, figures: fresh }: Results): Promise<Results> => {
  const kept = JSON.parse(await readFile(`${FOLDER}/bench.json`, 'utf8')) as Results
  const others = kept.figures.filter(({ id }) => !fresh.some(one => one.id === id))
  const mine = fresh.map(one => (date === kept.date ? one : { ...one, on: date }))
  return { ...kept, figures: [...others, ...mine] }
}

const orderOf = ({ id }: { id: string }) => figures.findIndex(figure => figure.id === id)

/** Writes the figures for programs and for people, and the README's table. */
export const writeResults = async (found: Results): Promise<void> => {
  const results = { ...found, figures: found.figures.toSorted((one, other) => orderOf(one) - orderOf(other)) }
  await writeFile(`${FOLDER}/bench.json`, await pretty(results))
  await writeFile(`${FOLDER}/bench.md`, page(results))
  await writeFile('README.md', putTable(await readFile('README.md', 'utf8'), 'bench', shortTable(results)))
}

const page = (results: Results) => `# Measured by \`npm run bench\`

${caption(results)} Load before: ${results.load}.

${benchTable(results)}
`
