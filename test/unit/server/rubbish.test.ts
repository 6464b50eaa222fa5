import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { backupCommand } from '../../../demo/server/cli/backup.js'
import { channelCommand } from '../../../demo/server/cli/channel.js'
import { toWords, type Command } from '../../../demo/server/cli/command.js'
import { groupCommand } from '../../../demo/server/cli/group.js'
import { operatorCommand } from '../../../demo/server/cli/operator.js'
import { personCommand } from '../../../demo/server/cli/person.js'
import { restoreCommand } from '../../../demo/server/cli/restore.js'
import { routeCommand } from '../../../demo/server/cli/route.js'
import { widgetCommand } from '../../../demo/server/cli/widget.js'
import { databaseIn } from '../../../demo/server/data/folder.js'
import { bundle } from '../../support/bundle.js'
import { newFolder, quickPasswords, run } from './real-server.js'

const operator = operatorCommand(quickPasswords)
const SHOP = ['--title', 'Shop', '--origin', 'https://shop.example']

/** What a command says of its failure, which has to be one sentence. */
const saidBy = async (running: Promise<unknown>): Promise<string> => {
  const words = await running.then(
    () => 'It went well.',
    (error: unknown) => toWords(error),
  )
  expect(words).toMatch(/^[^\n]+$/)
  return words as string
}

describe('a command that cannot do all of it', () => {
  const WRITING: [string, Command, string[], string][] = [
    ['operator', operator, ['add', 'anna', '--generate'], 'There is no operator yet: npm run operator -- add NAME'],
    ['channel', channelCommand, ['add', 'viber'], 'There is no channel yet: npm run channel -- add NAME …'],
    [
      'widget',
      widgetCommand,
      ['add', 'shop', ...SHOP],
      'There is no widget yet but “main”: npm run widget -- add NAME …',
    ],
  ]
  const WRONG = [
    { ZVONEK_URL: 'rubbish' },
    { ZVONEK_URL: 'https://help.example.com/path' },
    { ZVONEK_URL: 'https://anna:secret@help.example.com' },
    { PORT: 'rubbish' },
    { PORT: '1e3' },
  ]

  it.each(WRITING.flatMap(one => WRONG.map(env => [...one, env] as const)))(
    '%s does none of it: %j',
    async (_, command, args, none, env) => {
      const folder = newFolder()
      expect(await saidBy(run(command, args, { folder, env }))).toMatch(/^(ZVONEK_URL|PORT) must be (?!.*secret)/)
      expect(await run(command, ['list'], { folder })).toBe(none)
    },
  )
})

describe('a name that every object knows', () => {
  it.each(['constructor', 'tostring', 'valueof'])('%s is nobody’s before it is given', async name => {
    const folder = newFolder()
    const names = async (command: Command) =>
      (await run(command, ['list'], { folder })).split('\n').map(line => line.split(/[ :]/)[0])
    for (const [command, args] of [
      [groupCommand, ['--queue', '3']],
      [channelCommand, ['--webhook', 'https://bridge.example/in']],
      [widgetCommand, SHOP],
    ] as const) {
      expect(await saidBy(run(command, ['set', name, ...args], { folder }))).toMatch(/^There is no \w+ “/)
      await run(command, ['add', name, ...args], { folder })
      expect(await names(command)).toEqual([name])
      expect(await saidBy(run(command, ['add', name, ...args], { folder }))).toMatch(/ already: /)
    }
  })
})

const COMMANDS: [string, Command, string[]][] = [
  ['operator', operator, ['add', 'anna', '--generate']],
  ['widget', widgetCommand, ['list']],
  ['group', groupCommand, ['add', 'sales']],
  ['route', routeCommand, ['list']],
  ['channel', channelCommand, ['list']],
  ['person', personCommand, ['find', 'anna']],
  ['backup', backupCommand, ['FILE']],
]

const fill = (path: string, sql: string) => {
  const db = new Database(path)
  db.exec(sql)
  db.close()
}

describe('a file that is no database of ours', () => {
  /** Makes each of them at a path. */
  const RUINS: [string, RegExp, (path: string) => void][] = [
    ['text', /is damaged/, path => writeFileSync(path, readFileSync('README.md').subarray(0, 9_000))],
    ['zeros', /is damaged/, path => writeFileSync(path, Buffer.alloc(9_000))],
    ['a folder', /cannot be opened/, path => mkdirSync(path)],
    ['somebody else’s', /cannot be used/, path => fill(path, 'CREATE TABLE meta (a); CREATE TABLE rows (b)')],
    ['of a later version', /a newer version/, path => fill(path, 'PRAGMA user_version=999')],
  ]

  it.each(RUINS.flatMap(([what, words, ruin]) => COMMANDS.map(one => [what, ...one, words, ruin] as const)))(
    '%s is told to npm run %s in one sentence',
    async (_, __, command, args, words, ruin) => {
      const folder = newFolder()
      const path = databaseIn(folder)
      ruin(path)
      const file = join(folder, 'b.db')
      const given = args.map(one => (one === 'FILE' ? file : one))
      expect(await saidBy(run(command, given, { folder }))).toMatch(words)
      expect(existsSync(file)).toBe(false)
    },
  )

  it('nor is a lock that cannot be locked', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'lock'), 'x'.repeat(5_000))
    expect(await saidBy(run(operator, ['list'], { folder }))).toMatch(/lock is damaged \(file is not a database\)/)
    const file = join(newFolder(), 'b.db')
    await run(groupCommand, ['add', 'sales'], { folder: newFolder() })
    writeFileSync(file, '')
    expect(await saidBy(run(restoreCommand, [file], { folder }))).toMatch(/^Nothing was changed: .*lock is damaged/)
  })
})

describe('what is typed', () => {
  it.each([
    [operator, ['list', '--rubbish'], "Unknown option '--rubbish'."],
    [groupCommand, ['add', 'sales', '--queue', '-1'], 'What begins with a dash is written behind “=”: --queue=-VALUE.'],
    [operator, ['list', '--name'], "Option '--name <value>' argument missing"],
  ])('%o %j is answered in one sentence', async (command, args, said) => {
    expect(await saidBy(run(command, args, { folder: newFolder() }))).toMatch(said)
  })
})

describe('a process', () => {
  const start = (file: string, args: readonly string[], env: Record<string, string>) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, PORT: '0', ...env },
      timeout: 50_000,
    })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^[^\n]+\n$/)
    return stderr
  }

  it('of the commands says in one sentence that there is none of that name', async () => {
    const cli = await bundle(join('demo', 'server', 'cli.ts'))
    for (const args of [['rubbish'], ['constructor'], ['__proto__'], []])
      expect(start(cli, args, {})).toMatch(/^There is no command “.*”: operator, widget,/)
  })

  it('of the server makes nothing for settings that are wrong', async () => {
    const main = await bundle(join('demo', 'server', 'main.ts'))
    const data = join(newFolder(), 'data')
    const mailTo = { ZVONEK_MAIL_TO: 'help@shop.example' }
    for (const [env, words] of [
      [{ SMTP_URL: 'smtp://%zz:p@mail.example', ...mailTo }, /^SMTP_URL must be/],
      [{ SMTP_URL: 'smtp://u:100%@mail.example', ...mailTo }, /^SMTP_URL must be/],
      [{ ZVONEK_IDENTITY_KEYS: '/tmp' }, /^ZVONEK_IDENTITY_KEYS: the file “\/tmp” cannot be read/],
      [{ ZVONEK_IDENTITY_KEYS: '{"keys":[{"kid":"a","alg":"RS256","kty":"RSA","n":5}]}' }, /“a” is too short/],
      [{ ZVONEK_CHECK: '/tmp' }, /^ZVONEK_CHECK names “\/tmp”, which cannot be loaded/],
      [{ ZVONEK_RETENTION_DAYS: '1e300' }, /^ZVONEK_RETENTION_DAYS must be/],
      [{ ZVONEK_URL: 'https://help.example.com/?x' }, /^ZVONEK_URL must be/],
      [{ ZVONEK_METRICS_KEY: 'klíč' }, /^ZVONEK_METRICS_KEY must be/],
      [{ PORT: '0x10' }, /^PORT must be/],
    ] as const) {
      expect(start(main, [], { ZVONEK_DATA: data, ...env })).toMatch(words)
      expect(existsSync(data)).toBe(false)
    }
  })

  it('of a server for the public says that its database is damaged', async () => {
    const main = await bundle(join('demo', 'server', 'main.ts'))
    const data = newFolder()
    writeFileSync(databaseIn(data), 'x'.repeat(9_000))
    const env = {
      ZVONEK_DATA: data,
      NODE_ENV: 'production',
      ZVONEK_SECRET: 's'.repeat(32),
      ZVONEK_URL: 'https://a.example',
    }
    expect(start(main, [], env)).toMatch(/is damaged \(file is not a database\)/)
  })
})
