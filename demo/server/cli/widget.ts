import { parseArgs } from 'node:util'
import type { FeedbackForm, Form } from '../../../src/protocol/form.js'
import { createDirectory, type Directory, type WidgetRecord } from '../data/directory.js'
import { isOrigin } from '../origins.js'
import { readEntryForm, toFeedback } from './asking.js'
import { addressOf, Mistake, withDatabase, type Command, type Surroundings } from './command.js'
import { toColumns } from './columns.js'

const USAGE = `npm run widget -- add NAME --title "Shop" --origin https://shop.example [--origin …]
                 [--privacy https://shop.example/privacy] [--position right|left]
                 [--theme system|light|dark] [--brand '#17695b'] [--lang cs]
                 [--group sales] [--entry-form form.json] [--feedback "stars transcript"]
npm run widget -- set NAME [the same; --origin replaces all, an empty text takes one away]
npm run widget -- remove NAME
npm run widget -- list

An entry form is asked before the queue: \`id\`, \`title\` and \`fields\` as JSON, see src/protocol/form.ts. Feedback is asked after
the end in stars, smileys, thumbs or ten; with transcript the conversation is mailed to who asks for it, if there is SMTP_URL.

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
  'entry-form': { type: 'string' },
  feedback: { type: 'string' },
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
      return { ...(found ?? missing(name)), ...toSettings(values) }
    })
  if (verb === 'remove') return remove(around, toName(name))
  throw new Mistake(`There is no “${verb}”:\n${USAGE}`)
}

const put = (around: Surroundings, name: string, change: (found: WidgetRecord | undefined) => WidgetRecord) => {
  inDirectory(around, directory => {
    const changed = Object.entries(change(directory.widgets()[name])).filter(([, value]) => value !== '')
    const group = Object.fromEntries(changed).group as string | undefined
    if (group !== undefined && !Object.hasOwn(directory.groups(), group))
      throw new Mistake(`There is no group “${group}”: npm run group -- list`)
    directory.putWidget(name, Object.fromEntries(changed) as unknown as WidgetRecord)
  })
  for (const line of toPaste(addressOf(around.env), name)) around.say(line)
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

const toSettings = ({
  title,
  origin,
  privacy,
  position,
  theme,
  brand,
  lang,
  group,
  'entry-form': entryForm,
  feedback,
}: Values): Partial<WidgetRecord> => ({
  ...(title !== undefined && { title: toTitle(title) }),
  ...(origin && { origins: [...new Set(origin.map(toOrigin))] }),
  ...(privacy !== undefined && { privacy: toAddress(privacy) }),
  ...(position !== undefined && { position: toOneOf('position', position, ['right', 'left'] as const) }),
  ...(theme !== undefined && { theme: toOneOf('theme', theme, ['system', 'light', 'dark'] as const) }),
  ...(brand !== undefined && { brand: toMatching('brand', brand, /^(#[0-9a-f]{3,8}|[a-z]+(\([\w.,%/ +-]+\))?|)$/i) }),
  ...(group !== undefined && { group }),
  ...(entryForm !== undefined && { entryForm: (entryForm && readEntryForm(entryForm)) as Form }),
  ...(feedback !== undefined && { feedback: (feedback && toFeedback(feedback)) as FeedbackForm }),
  ...(lang !== undefined && { lang: toMatching('lang', lang, /^([a-z]{2,3}(-[a-z0-9]{2,8})*|)$/i) }),
})

const toTitle = (title: string) => {
  if (!title.trim() || title.length > 80) throw new Mistake('--title has 1 to 80 characters: it heads the panel.')
  return title.trim()
}

const toOrigin = (text: string) => {
  if (isOrigin(text)) return text
  const better = URL.canParse(text) && isOrigin(new URL(text).origin) ? `: write ${new URL(text).origin}` : ''
  throw new Mistake(`--origin must be an origin such as https://shop.example, not “${text}”${better}.`)
}

const toAddress = (text: string) => {
  if (text === '' || (URL.canParse(text) && /^https?:/.test(text))) return text
  throw new Mistake(`--privacy must be an address such as https://shop.example/privacy, not “${text}”.`)
}

const toOneOf = <T extends string>(option: string, text: string, choice: readonly T[]): T => {
  const found = choice.find(one => one === text)
  if (found !== undefined || text === '') return (found ?? '') as T
  throw new Mistake(`--${option} must be ${choice.join(' or ')}, not “${text}”.`)
}

const EXAMPLES = { brand: 'a CSS colour such as #17695b', lang: 'a language tag such as cs' }
const toMatching = (option: keyof typeof EXAMPLES, text: string, pattern: RegExp) => {
  if (pattern.test(text)) return text
  throw new Mistake(`--${option} must be ${EXAMPLES[option]}, not “${text}”.`)
}
