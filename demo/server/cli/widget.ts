import { parseArgs } from 'node:util'
import { readFileSync } from 'node:fs'
import { readWidgetField, type WidgetField } from '../../backend/site/read-widget.js'
import type { WidgetRecord } from '../../backend/site/record.js'
import { Unfit } from '../../backend/site/unfit.js'
import { createDirectory, type Directory } from '../data/directory.js'
import { isOrigin } from '../origins.js'
import { changeAccounts, ZvonekError, type Accounts } from '../messenger-links.js'
import { addressOf, messageOf, Mistake, withDatabase, type Command, type Surroundings } from './command.js'
import { toColumns } from './columns.js'

const USAGE = `npm run widget -- add NAME --title "Shop" --origin https://shop.example [--origin …]
                 [--privacy https://shop.example/privacy] [--position right|left]
                 [--theme system|light|dark] [--brand '#17695b'] [--lang en|cs]
                 [--button webchat --button video --button callback] [--group sales]
                 [--entry-form form.json] [--offline-form form.json] [--chat-forms forms.json]
                 [--feedback "stars transcript"]
                 [--rules rules.json] [--page page.json]
                 [--webchat-start both|camera|microphone|none] [--video-start …] [--callback-start …]
                 [--messenger whatsapp=+420601234567 --messenger telegram=shop_bot]
npm run widget -- set NAME [the same; --origin and --button replace all, an empty text takes one away]
npm run widget -- remove NAME
npm run widget -- list

An entry form is asked before the queue, an offline form when nobody is there: \`id\`, \`title\` and \`fields\` as JSON, see
src/protocol/form.ts. Chat forms are a list of such, which operators send into conversations. Feedback is asked after the
end in stars, smileys, thumbs or ten; with transcript the conversation is mailed to who asks for it, if there is SMTP_URL.

A start is what is on when a call begins, for who came by that button: both, and after a callback the camera alone, is what
it is without one.

Rules are what the widget does by itself: \`list\` as JSON, see src/protocol/rule.ts.

Of the addresses of a site operators see the paths. A page file lets more through, or less: \`query\`, \`patterns\` and \`hash\`
as JSON, see src/protocol/page-clean.ts; with \`scroll\` they see how far down a page is in sight.

Messengers are whatsapp, messenger, apple, vk, telegram, viber, line and phone, each with its account; an empty account takes
one away. npm run channel brings what is written there into the queue.

A widget is one site's button. It prints what to paste there; a running server notices at once.`

const OPTIONS = {
  title: { type: 'string' },
  origin: { type: 'string', multiple: true },
  privacy: { type: 'string' },
  position: { type: 'string' },
  theme: { type: 'string' },
  brand: { type: 'string' },
  lang: { type: 'string' },
  group: { type: 'string' },
  button: { type: 'string', multiple: true },
  'entry-form': { type: 'string' },
  'offline-form': { type: 'string' },
  'chat-forms': { type: 'string' },
  feedback: { type: 'string' },
  rules: { type: 'string' },
  'webchat-start': { type: 'string' },
  'video-start': { type: 'string' },
  'callback-start': { type: 'string' },
  page: { type: 'string' },
  messenger: { type: 'string', multiple: true },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']

/** `npm run widget`: the sites and their buttons. */
export const widgetCommand: Command = (args, around) => {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [verb = 'help', name, ...more] = positionals
  if (verb === 'help') return around.say(USAGE)
  if (more.length) throw new Mistake(`“${more[0]}” is too much: a text of several words needs quotation marks.`)
  if (verb === 'list') return list(around)
  if (verb === 'add')
    return put(around, toName(name), found => {
      if (found) throw new Mistake(`There is a widget “${name}” already: npm run widget -- set ${name} …`)
      if (!values.title || !values.origin) throw new Mistake('A new widget needs --title and --origin.')
      return { title: '', origins: [], ...toSettings(values) }
    })
  if (verb === 'set')
    return put(around, toName(name), found => {
      if (!Object.keys(values).length) throw new Mistake(`Say what to change:\n${USAGE}`)
      return { ...(found ?? unstored(name)), ...toSettings(values, found) }
    })
  if (verb === 'remove') return remove(around, toName(name))
  throw new Mistake(`There is no “${verb}”:\n${USAGE}`)
}

const put = (around: Surroundings, name: string, change: (found: WidgetRecord | undefined) => WidgetRecord) => {
  const server = addressOf(around.env)
  inDirectory(around, directory => {
    const changed = change(directory.widgets()[name])
    const { group } = changed
    if (group !== undefined && !Object.hasOwn(directory.groups(), group))
      throw new Mistake(`There is no group “${group}”: npm run group -- list`)
    directory.putWidget(name, changed)
  })
  for (const line of toPaste(server, name)) around.say(line)
}

/** What the site's owner needs. */
const toPaste = (server: string, name: string) => [
  'On every page of the site:',
  '',
  `  <script async src="${server}/zvonek.js?widget=${name}" referrerpolicy="no-referrer"></script>`,
  '',
  'If the site has a content security policy, it has to hold:',
  '',
  `  script-src ${server}; connect-src ${server}; img-src ${server}`,
]

const remove = (around: Surroundings, name: string) => {
  inDirectory(around, directory => directory.removeWidget(name) || missing(name))
  around.say(`The widget “${name}” is gone; conversations that came by it stay.`)
}

const list = (around: Surroundings) => {
  const widgets = Object.entries(inDirectory(around, directory => directory.widgets()))
  if (!widgets.length) around.say('There is no widget yet but “main”: npm run widget -- add NAME …')
  for (const line of toColumns(widgets.map(([name, { title, origins }]) => [name, title, origins.join(' ')])))
    around.say(line)
}

const inDirectory = <T>({ env }: Surroundings, work: (directory: Directory) => T): T =>
  withDatabase(env, db => work(createDirectory(db)))

/** `main` is there before anybody has said anything of it. */
const unstored = (name: string | undefined): WidgetRecord =>
  name === 'main' ? { title: 'Zvonek', origins: [] } : missing(name)

const missing = (name: string | undefined): never => {
  throw new Mistake(`There is no widget “${name}”: npm run widget -- list`)
}

const toName = (name: string | undefined): string => {
  if (name !== undefined && /^[a-z0-9][a-z0-9-]{0,31}$/.test(name)) return name
  throw new Mistake(
    name === undefined
      ? `Which one? ${USAGE}`
      : `“${name}” is no name for a widget: take up to 32 of a–z, 0–9 and dash.`,
  )
}

const FIELDS = {
  title: 'title',
  privacy: 'privacy',
  button: 'buttons',
  position: 'position',
  theme: 'theme',
  brand: 'brand',
  lang: 'lang',
  group: 'group',
  'entry-form': 'entryForm',
  'offline-form': 'offlineForm',
  'chat-forms': 'chatForms',
  feedback: 'feedback',
  rules: 'rules',
  page: 'page',
  'webchat-start': 'webchatStart',
  'video-start': 'videoStart',
  'callback-start': 'callbackStart',
} as const satisfies Partial<Record<keyof Values, WidgetField>>

/** What was typed; undefined takes a setting away. */
const toSettings = (
  { origin, messenger, ...values }: Values,
  found: Partial<WidgetRecord> = {},
): Partial<WidgetRecord> => ({
  ...(origin && { origins: [...new Set(origin.map(toOrigin))] }),
  ...(messenger && { messengers: toAccounts(found.messengers ?? {}, messenger) }),
  ...Object.fromEntries(
    Object.entries(FIELDS).flatMap(([option, field]) => {
      const given = values[option as keyof typeof FIELDS]
      return given === undefined ? [] : [[field, readOption(option, field, [given].flat().join(' '))]]
    }),
  ),
})

const toAccounts = (found: Accounts, texts: readonly string[]): Accounts => {
  try {
    return changeAccounts(found, texts)
  } catch (error) {
    if (error instanceof ZvonekError) throw new Mistake(`--messenger: ${error.message.replace(/^zvonek: /, '')}`)
    throw error
  }
}

const readOption = (option: string, field: WidgetField, given: string) => {
  const isFile = (/-forms?$/.test(option) || option === 'rules' || option === 'page') && given !== ''
  return read(isFile ? given : `--${option}`, () => readWidgetField(field, isFile ? readFile(given) : given))
}

/** What is not right is said by the name under which it was given. */
const read = <T>(name: string, from: () => T): T => {
  try {
    return from()
  } catch (error) {
    throw error instanceof Unfit ? new Mistake(error.saidOf(name)) : error
  }
}

const readFile = (file: string) => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Mistake(`${file} cannot be read: ${messageOf(error)}`)
  }
}

const toOrigin = (text: string) => {
  if (isOrigin(text)) return text
  const better = URL.canParse(text) && isOrigin(new URL(text).origin) ? `: write ${new URL(text).origin}` : ''
  throw new Mistake(`--origin must be an origin such as https://shop.example, not “${text}”${better}.`)
}
