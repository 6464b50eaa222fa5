import { parseArgs } from 'node:util'
import type { GroupSettings } from '../../backend/groups.js'
import { toDate, toDays, toLines } from '../../backend/hours-text.js'
import { parseHours, WrongHours } from '../../backend/parse-hours.js'
import { readAway, readGroupName, readLimit } from '../../backend/site/read-group.js'
import { Unfit } from '../../backend/site/unfit.js'
import { without } from '../../backend/without.js'
import { createDirectory, type Directory } from '../data/directory.js'
import { runByName, type Asked } from './by-name.js'
import { Mistake, withDatabase, type Command, type Surroundings } from './command.js'

const USAGE = `npm run group -- add NAME [--zone Europe/Prague --open "mon-fri 8:00-12:00, 13:00-17:00" --open "sat 9:00-12:00"]
                [--date "2026-12-24 closed" --date "2026-12-31 9:00-12:00"] [--queue 10] [--wait 120]
                [--away-queue 2] [--away-chat 30] [--callbacks 2] [--operator anna --operator boris]
npm run group -- set NAME [the same; --open replaces the whole week, --date one date, "2026-12-24 usual" takes it away;
                --open always, --queue any and --wait any take hours and limits away; --away-queue usual is
                2 minutes, --away-chat usual is 30; --callbacks any is one for each who answers;
                --operator replaces all, and --operator any is everybody]
npm run group -- remove NAME
npm run group -- list

A group is who answers, with opening hours, how many may wait, for how many seconds before they go on to the next group
that takes somebody, after how many minutes away they have left the queue or a conversation, and how many are called
back in each half hour. Widgets lead to the first one, or to the one that \`npm run widget -- set NAME --group GROUP\`
says. Without any group somebody may come at any time.`

const OPTIONS = {
  zone: { type: 'string' },
  open: { type: 'string', multiple: true },
  date: { type: 'string', multiple: true },
  queue: { type: 'string' },
  wait: { type: 'string' },
  'away-queue': { type: 'string' },
  'away-chat': { type: 'string' },
  callbacks: { type: 'string' },
  operator: { type: 'string', multiple: true },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']

/** `npm run group`: opening hours and queues. */
export const groupCommand: Command = (args, around) =>
  runByName(
    { usage: USAGE, tooMuch: 'hours with spaces need quotation marks', toName, put, remove, list },
    parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }),
    around,
  )

const put = (around: Surroundings, name: string, { verb, values }: Asked<Values>) => {
  const changed = inDirectory(around, directory => {
    const found = directory.groups()[name]
    if (verb === 'add' && found) throw new Mistake(`There is a group “${name}” already: npm run group -- set ${name} …`)
    const group = toGroup(verb === 'add' ? {} : (found ?? missing(name)), values)
    for (const id of group.operators ?? [])
      if (!directory.operator(id)) throw new Mistake(`There is no operator “${id}”: npm run operator -- list`)
    directory.putGroup(name, group)
    return group
  })
  show(around, name, changed)
}

const toGroup = (found: GroupSettings, values: Values): GroupSettings => {
  const hours = toHours(found, values)
  const queueSize = values.queue === undefined ? found.queueSize : toLimit('queue', values.queue)
  const maxWait = values.wait === undefined ? found.maxWait : toLimit('wait', values.wait)
  const callbacks = values.callbacks === undefined ? found.callbacks : toLimit('callbacks', values.callbacks)
  const operators = values.operator ? toMembers(values.operator) : found.operators
  const limits = { ...(queueSize !== undefined && { queueSize }), ...(maxWait !== undefined && { maxWait }) }
  const calls = callbacks === undefined ? {} : { callbacks }
  return { ...(hours && { hours }), ...limits, ...toAway(found, values), ...calls, ...(operators && { operators }) }
}

const toAway = (found: GroupSettings, { 'away-queue': queue, 'away-chat': chat }: Values) => {
  const awayQueue = queue === undefined ? found.awayQueue : told('--away-queue', () => readAway(queue, 'queue'))
  const awayChat = chat === undefined ? found.awayChat : told('--away-chat', () => readAway(chat, 'chat'))
  return { ...(awayQueue !== undefined && { awayQueue }), ...(awayChat !== undefined && { awayChat }) }
}

const toHours = ({ hours }: GroupSettings, { zone, open, date }: Values): GroupSettings['hours'] => {
  if (open?.join() === 'always') return undefined
  if (zone === undefined && !open && !date) return hours
  const dates = (date ?? []).map(toDate)
  const given = Object.fromEntries(dates.flatMap(([day, intervals]) => (intervals ? [[day, intervals]] : [])))
  if (!hours && !open) throw new Mistake('Say the hours of the week as well: --open "mon-fri 8:00-17:00"')
  if (!hours && zone === undefined) throw new Mistake('Say where the clock hangs: --zone Europe/Prague')
  const week = open ? Object.fromEntries(open.flatMap(one => Object.entries(toDays(one)))) : hours?.week
  try {
    return parseHours({
      zone: zone ?? hours?.zone,
      week,
      dates: { ...without(hours?.dates ?? {}, ...dates.map(([day]) => day)), ...given },
    })
  } catch (error) {
    throw error instanceof WrongHours ? new Mistake(error.message) : error
  }
}

const toLimit = (option: 'queue' | 'wait' | 'callbacks', text: string): number | undefined =>
  told(`--${option}`, () => readLimit(text))

const told = <T>(name: string, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    throw error instanceof Unfit ? new Mistake(error.saidOf(name)) : error
  }
}

const toMembers = (ids: readonly string[]) => (ids.join() === 'any' ? undefined : [...new Set(ids)])

const show = ({ say }: Surroundings, name: string, group: GroupSettings) => {
  const { hours, queueSize, maxWait, awayQueue, awayChat, callbacks, operators } = group
  say(`${name}: ${hours ? `open by the clock of ${hours.zone}` : 'always open'}, ${queueSize ?? 'any number'} may wait`)
  if (maxWait !== undefined) say(`  who has waited ${maxWait} s goes on to the next group`)
  if (awayQueue !== undefined) say(`  who is away for ${awayQueue} min has left the queue`)
  if (awayChat !== undefined) say(`  who is away for ${awayChat} min has left a conversation`)
  if (callbacks !== undefined) say(`  ${callbacks} are called back in each half hour`)
  if (operators) say(`  answered by ${operators.join(', ')}`)
  for (const line of hours ? toLines(hours) : []) say(`  ${line}`)
}

const list = (around: Surroundings) => {
  const groups = Object.entries(inDirectory(around, directory => directory.groups()))
  if (!groups.length) around.say('There is no group yet, so somebody may come at any time: npm run group -- add NAME …')
  for (const [name, group] of groups) show(around, name, group)
}

const remove = (around: Surroundings, name: string) => {
  inDirectory(around, directory => directory.removeGroup(name) || missing(name))
  around.say(`The group “${name}” is gone; who waits for it still does.`)
}

const inDirectory = <T>({ env }: Surroundings, work: (directory: Directory) => T): T =>
  withDatabase(env, db => work(createDirectory(db)))

const missing = (name: string): never => {
  throw new Mistake(`There is no group “${name}”: npm run group -- list`)
}

const toName = (name: string | undefined): string => {
  if (name === undefined) throw new Mistake(`Which one? ${USAGE}`)
  return told('', () => readGroupName(name))
}
