import { parseArgs } from 'node:util'
import { entry as toEntry } from '../../backend/parse-named.js'
import type { Route } from '../../backend/routes.js'
import { Malformed } from '../../../src/protocol/parse.js'
import { createDirectory, type Directory } from '../data/directory.js'
import { Mistake, withDatabase, type Command, type Surroundings } from './command.js'

const USAGE = `npm run route -- add [--param topic=repair] [--entry webchat] [--lang cs] --group repairs [--at 1]
npm run route -- add … --operator boris
npm run route -- remove NUMBER
npm run route -- list

A rule leads those who ring to a group, or to ring at one operator. Everything it names must be so; --param may stand there
several times. The first rule that fits and leads to somebody now counts. Where none does, it is the group that the page
chose, else that of the widget, else the first one.`

const OPTIONS = {
  param: { type: 'string', multiple: true },
  entry: { type: 'string' },
  lang: { type: 'string' },
  group: { type: 'string' },
  operator: { type: 'string' },
  at: { type: 'string' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']

/** `npm run route`: who rings where. */
export const routeCommand: Command = (args, around) => {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [verb = 'help', place, ...more] = positionals
  if (verb === 'help') return around.say(USAGE)
  if (verb === 'list') return list(around)
  if (verb !== 'add' && verb !== 'remove') throw new Mistake(`There is no “${verb}”:\n${USAGE}`)
  const [tooMuch] = verb === 'add' ? [place] : more
  if (tooMuch !== undefined) throw new Mistake(`“${tooMuch}” is too much: a value with spaces needs quotation marks.`)
  change(around, (routes, directory) =>
    verb === 'add' ? add(routes, values, directory) : routes.toSpliced(toPlace(place, routes.length) - 1, 1),
  )
  list(around)
}

const change = (around: Surroundings, work: (routes: Route[], directory: Directory) => Route[]) =>
  inDirectory(around, directory => directory.putRoutes(work(directory.routes(), directory)))

const add = (routes: readonly Route[], values: Values, directory: Directory): Route[] => {
  const { group, operator, at } = values
  if ((group === undefined) === (operator === undefined))
    throw new Mistake('Say where to: either --group or --operator.')
  if (group !== undefined && !Object.hasOwn(directory.groups(), group))
    throw new Mistake(`There is no group “${group}”: npm run group -- list`)
  if (operator !== undefined && !directory.operator(operator))
    throw new Mistake(`There is no operator “${operator}”: npm run operator -- list`)
  const conditions = toConditions(values)
  if (!Object.keys(conditions).length)
    throw new Mistake('Say for whom: --param, --entry or --lang. For everybody else there is the group of the widget.')
  const route = { ...conditions, ...(group !== undefined && { group }), ...(operator !== undefined && { operator }) }
  return routes.toSpliced(at === undefined ? routes.length : toPlace(at, routes.length + 1) - 1, 0, route)
}

const toConditions = ({ param, entry, lang }: Values): Omit<Route, 'group' | 'operator'> => ({
  ...(param && { params: Object.fromEntries(param.map(toParam)) }),
  ...(entry !== undefined && { entry: readEntry(entry) }),
  ...(lang !== undefined && { lang: toLanguage(lang) }),
})

const toParam = (text: string): [string, string] => {
  const [, key, value] = /^([^=]{1,64})=(.{1,1000})$/s.exec(text) ?? []
  if (key !== undefined && value !== undefined) return [key, value]
  throw new Mistake(`--param must be a key and a value such as topic=repair, not “${text}”.`)
}

const readEntry = (text: string): NonNullable<Route['entry']> => {
  try {
    return toEntry(text)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    throw new Mistake(`--entry must be a way to ring such as webchat or video, not “${text}”.`)
  }
}

const toLanguage = (text: string): string => {
  if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(text)) return text
  throw new Mistake(`--lang must be a language tag such as cs, not “${text}”.`)
}

const toPlace = (text: string | undefined, last: number): number => {
  const place = Number(text)
  if (/^\d{1,4}$/.test(text ?? '') && place >= 1 && place <= last) return place
  throw new Mistake(text === undefined ? `Which one? ${USAGE}` : `There is no place ${text}: npm run route -- list`)
}

const list = (around: Surroundings) => {
  const lines = inDirectory(around, directory => directory.routes().map((route, at) => toLine(route, at, directory)))
  if (!lines.length)
    around.say('There is no rule yet: who rings comes to the group of the widget, or to the first one.')
  for (const line of lines) around.say(line)
}

/** A rule as the options that make it; that it leads nowhere any more is said behind. */
const toLine = ({ params = {}, entry, lang, group, operator }: Route, at: number, directory: Directory): string => {
  const isThere = group === undefined ? directory.operator(operator ?? '') : Object.hasOwn(directory.groups(), group)
  return [
    `${at + 1}.`,
    ...Object.entries(params).map(([key, value]) => `--param ${quoted(`${key}=${value}`)}`),
    ...(entry === undefined ? [] : [`--entry ${entry}`]),
    ...(lang === undefined ? [] : [`--lang ${lang}`]),
    group === undefined ? `--operator ${operator}` : `--group ${group}`,
    ...(isThere ? [] : ['(which there is not: it is passed over)']),
  ].join(' ')
}

const quoted = (text: string) => (/^[\w=.@-]+$/.test(text) ? text : JSON.stringify(text))

const inDirectory = <T>({ env }: Surroundings, work: (directory: Directory) => T): T =>
  withDatabase(env, db => work(createDirectory(db)))
