import { parseArgs } from 'node:util'
import { createDirectory, type Directory, type OperatorRecord } from '../data/directory.js'
import { createPasswords, faultOf, makePassword, type Passwords } from '../door/passwords.js'
import { askSecretly } from './ask.js'
import { addressOf, Mistake, withDatabase, type Command, type Surroundings } from './command.js'
import { toColumns } from './columns.js'

const USAGE = `npm run operator -- add NAME [--name "Anna Nováková"] [--title TEXT] [--max-chats 4] [--admin] [--generate]
npm run operator -- set NAME [--name …] [--title …] [--max-chats …] [--admin | --no-admin]
npm run operator -- password NAME [--generate]
npm run operator -- remove NAME
npm run operator -- list

NAME is what the operator signs in with. The password is asked for, or read from the first line that is
piped in; --generate makes one and prints it. Who is --admin changes widgets and groups at the desk, in its
room “Settings”. A running server notices at once.`

const OPTIONS = {
  name: { type: 'string' },
  title: { type: 'string' },
  'max-chats': { type: 'string' },
  admin: { type: 'boolean' },
  'no-admin': { type: 'boolean' },
  generate: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']

interface Given {
  id: string
  values: Values
}

/** `npm run operator`: who answers. */
export const operatorCommand =
  (passwords: Passwords = createPasswords()): Command =>
  async (args, around) => {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    const [verb = 'help', name, ...more] = positionals
    if (verb === 'help') return around.say(USAGE)
    if (more.length) throw new Mistake(`“${more[0]}” is too much: a text of several words needs quotation marks.`)
    if (verb === 'list') return list(around)
    if (!['add', 'set', 'password', 'remove'].includes(verb)) throw new Mistake(`There is no “${verb}”:\n${USAGE}`)
    const given = { id: toId(name), values }
    if (verb === 'set') return change(given, around)
    if (verb === 'remove') return remove(given, around)
    return verb === 'add' ? add(given, around, passwords) : renew(given, around, passwords)
  }

const add = async ({ id, values }: Given, around: Surroundings, passwords: Passwords) => {
  const looks = toLooks(values)
  const address = addressOf(around.env)
  inDirectory(around, directory => {
    if (directory.operator(id))
      throw new Mistake(`There is an operator “${id}” already: npm run operator -- set ${id} …`)
  })
  const { password, isMade } = await choosePassword({ id, values }, around)
  const hash = await passwords.hash(password)
  const record: OperatorRecord = { id, name: capital(id), maxChats: 4, isAdmin: false, ...looks, password: hash }
  inDirectory(around, directory => directory.putOperator(record))
  around.say(`${id} is an operator now and signs in at ${address}/desk/`)
  if (isMade) around.say(`Password: ${password}`)
}

const renew = async ({ id, values }: Given, around: Surroundings, passwords: Passwords) => {
  inDirectory(around, directory => known(directory, id))
  const { password, isMade } = await choosePassword({ id, values }, around)
  const hash = await passwords.hash(password)
  inDirectory(around, directory => directory.setPassword(id, hash) || missing(id))
  around.say(`${id} has a new password and is signed out everywhere.`)
  if (isMade) around.say(`Password: ${password}`)
}

const change = ({ id, values }: Given, around: Surroundings) => {
  const looks = toLooks(values)
  if (!Object.keys(looks).length)
    throw new Mistake('Say what to change: --name, --title, --max-chats, --admin or --no-admin.')
  inDirectory(around, directory => {
    const { title, ...rest } = { ...known(directory, id), ...looks }
    directory.putOperator({ ...rest, ...(title && { title }) })
  })
  around.say(`${id} is changed.`)
}

const remove = ({ id }: Given, around: Surroundings) => {
  inDirectory(around, directory => directory.removeOperator(id) || missing(id))
  around.say(`${id} is no operator any more; what ${id} was in the middle of ends. What was written stays.`)
}

const list = (around: Surroundings) => {
  const operators = inDirectory(around, directory => directory.operators())
  if (!operators.length) around.say('There is no operator yet: npm run operator -- add NAME')
  const rows = operators.map(({ id, name, title = '', maxChats, isAdmin }) => [
    ...[id, name, title, `${maxChats} at once`],
    isAdmin ? 'admin' : '',
  ])
  for (const line of toColumns(rows)) around.say(line)
}

const inDirectory = <T>({ env }: Surroundings, work: (directory: Directory) => T): T =>
  withDatabase(env, db => work(createDirectory(db)))

const known = (directory: Directory, id: string) => directory.operator(id) ?? missing(id)
const missing = (id: string): never => {
  throw new Mistake(`There is no operator “${id}”: npm run operator -- list`)
}

const choosePassword = async ({ id, values }: Given, around: Surroundings) => {
  if (values.generate) return { password: makePassword(), isMade: true }
  const [password = '', again] = await askSecretly(around, [`Password of ${id} (it is not shown): `, 'Once more: '])
  const fault = faultOf(password, id)
  if (fault) throw new Mistake(fault)
  if (again !== password) throw new Mistake('The two are not the same: nothing was changed.')
  return { password, isMade: false }
}

const toId = (name: string | undefined): string => {
  const id = (name ?? '').toLowerCase()
  if (/^[a-z0-9][a-z0-9._-]{0,31}$/.test(id)) return id
  throw new Mistake(
    name === undefined
      ? `Whom? ${USAGE}`
      : `“${name}” is no name to sign in with: take up to 32 of a–z, 0–9, dot, dash and underscore, and --name for how visitors see it.`,
  )
}

const toLooks = ({
  name,
  title,
  'max-chats': many,
  ...values
}: Values): Partial<Omit<OperatorRecord, 'id' | 'password'>> => {
  for (const [option, text] of Object.entries({ name, title }))
    if (text !== undefined && text.length > 80) throw new Mistake(`--${option} has at most 80 characters.`)
  if (name !== undefined && !name.trim()) throw new Mistake('--name is empty: visitors would see nobody.')
  const maxChats = Number(many ?? 4)
  if (!/^\d+$/.test(many ?? '4') || maxChats < 1 || maxChats > 100)
    throw new Mistake(`--max-chats must be a whole number from 1 to 100, not “${many}”.`)
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(title !== undefined && { title: title.trim() }),
    ...(many !== undefined && { maxChats }),
    ...((values.admin || values['no-admin']) && { isAdmin: values.admin === true }),
  }
}

const capital = (id: string) => id.slice(0, 1).toUpperCase() + id.slice(1)
