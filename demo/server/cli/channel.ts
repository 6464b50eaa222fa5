import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { ChannelSettings } from '../../backend/channels.js'
import { isWebhookSecret } from '../../backend/signature.js'
import { isWebhook } from '../courier.js'
import { createDirectory, type Directory } from '../data/directory.js'
import { runByName, type Asked } from './by-name.js'
import { toColumns } from './columns.js'
import { addressOf, Mistake, withDatabase, type Command, type Surroundings } from './command.js'

const USAGE = `npm run channel -- add NAME --webhook https://bridge.example/zvonek [--secret whsec_…] [--group sales]
npm run channel -- set NAME [the same; an empty text takes webhook or group away, --secret new makes another one]
npm run channel -- remove NAME
npm run channel -- list

A channel is a bridge to a messenger: it delivers what is written there, and is sent what operators answer, at
the webhook. Of the names whatsapp, messenger, apple, vk, telegram, viber and line each has its own mark at the
desk. The secret signs both ways, as Standard Webhooks say; without --secret one is made, and shown this once.`

const OPTIONS = { webhook: { type: 'string' }, secret: { type: 'string' }, group: { type: 'string' } } as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']

/** `npm run channel`: bridges to messengers. */
export const channelCommand: Command = (args, around) =>
  runByName(
    { usage: USAGE, tooMuch: 'say one channel at a time', toName, put, remove, list },
    parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }),
    around,
  )

const put = (around: Surroundings, name: string, { verb, values }: Asked<Values>) => {
  const made = verb === 'add' ? values.secret === undefined : values.secret === 'new'
  const secret = made ? `whsec_${randomBytes(32).toString('base64')}` : values.secret
  if (secret !== undefined && !isWebhookSecret(secret))
    throw new Mistake('A secret is whsec_ and 24 to 64 bytes in base64; leave --secret away, and one is made.')
  const server = addressOf(around.env)
  const changed = inDirectory(around, directory => {
    const found = directory.channels()[name]
    if (verb === 'add' && found)
      throw new Mistake(`There is a channel “${name}” already: npm run channel -- set ${name} …`)
    const channel = toChannel({ around, directory }, verb === 'add' ? undefined : (found ?? missing(name)), {
      ...values,
      ...(secret !== undefined && { secret }),
    })
    directory.putChannel(name, channel)
    return channel
  })
  show(around, { name, server }, changed)
  if (made) around.say(`Its secret, shown this once: ${changed.secret}`)
}

interface House {
  around: Surroundings
  directory: Directory
}

const toChannel = (house: House, found: ChannelSettings | undefined, values: Values): ChannelSettings => {
  const webhook = toWebhook(house.around, values.webhook) ?? found?.webhook
  const group = values.group ?? found?.group
  if (group && !Object.hasOwn(house.directory.groups(), group))
    throw new Mistake(`There is no group “${group}”: npm run group -- list`)
  const secret = values.secret ?? found?.secret ?? ''
  return { secret, ...(webhook && { webhook }), ...(group && { group }) }
}

const toWebhook = ({ env }: Surroundings, text: string | undefined) => {
  if (!text || isWebhook(text, { isProduction: env.NODE_ENV === 'production' })) return text
  throw new Mistake(
    `--webhook must be an address such as https://bridge.example/zvonek, without a password in it, not “${text}”. ` +
      'By http only a program of this machine may be one, and not in production.',
  )
}

interface Place {
  name: string
  server: string
}

const show = ({ say }: Surroundings, { name, server }: Place, { webhook, group }: ChannelSettings) => {
  say(`${name}: the bridge posts to ${server}/v1/channels/${name}`)
  say(webhook ? `  answers go to ${webhook}` : '  answers go nowhere: it has no webhook')
  if (group) say(`  it leads to the group ${group}`)
}

const list = (around: Surroundings) => {
  const channels = Object.entries(inDirectory(around, directory => directory.channels()))
  if (!channels.length) around.say('There is no channel yet: npm run channel -- add NAME …')
  const rows = channels.map(([name, { webhook = 'no webhook', group = '' }]) => [name, webhook, group])
  for (const line of toColumns(rows)) around.say(line)
}

const remove = (around: Surroundings, name: string) => {
  inDirectory(around, directory => directory.removeChannel(name) || missing(name))
  around.say(`The channel “${name}” is gone; what was to go there is given up after a day.`)
}

const inDirectory = <T>({ env }: Surroundings, work: (directory: Directory) => T): T =>
  withDatabase(env, db => work(createDirectory(db)))

const missing = (name: string): never => {
  throw new Mistake(`There is no channel “${name}”: npm run channel -- list`)
}

const toName = (name: string | undefined): string => {
  if (name !== undefined && /^[a-z][a-z0-9-]{0,31}$/.test(name)) return name
  throw new Mistake(
    name === undefined
      ? `Which one? ${USAGE}`
      : `“${name}” is no name for a channel: take up to 32 of a–z, 0–9 and dash, a letter first.`,
  )
}
