import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { askSecretly } from '../../../demo/server/cli/ask.js'
import { backupCommand } from '../../../demo/server/cli/backup.js'
import { operatorCommand } from '../../../demo/server/cli/operator.js'
import { restoreCommand } from '../../../demo/server/cli/restore.js'
import { widgetCommand } from '../../../demo/server/cli/widget.js'
import { withDatabase } from '../../../demo/server/cli/command.js'
import { createDirectory } from '../../../demo/server/data/directory.js'
import { openData } from '../../../demo/server/data/data.js'
import { databaseIn } from '../../../demo/server/data/folder.js'
import { SCHEMA } from '../../../demo/server/data/migrations.js'
import { newFolder, quickPasswords, run } from './real-server.js'

const operator = operatorCommand(quickPasswords)
const PASSWORD = ['--password', 'correct horse 7']

describe('npm run operator', () => {
  it('adds, lists, changes and removes', async () => {
    const folder = newFolder()
    expect(await run(operator, ['list'], { folder })).toBe('There is no operator yet: npm run operator -- add NAME')
    expect(
      await run(operator, ['add', 'Anna', '--name', 'Anna Nováková', '--title', 'Advice', ...PASSWORD], { folder }),
    ).toBe('anna is an operator now and signs in at http://localhost:4880/desk/')
    await run(operator, ['add', 'boris', '--max-chats', '2', ...PASSWORD], { folder })
    expect(await run(operator, ['list'], { folder })).toBe(
      'anna   Anna Nováková  Advice  4 at once\nboris  Boris                  2 at once',
    )
    expect(await run(operator, ['set', 'anna', '--title', '', '--max-chats', '6'], { folder })).toBe('anna is changed.')
    await run(operator, ['remove', 'boris'], { folder })
    expect(await run(operator, ['list'], { folder })).toBe('anna  Anna Nováková    6 at once')
  })

  it('never takes a password as an argument, where others could read it', async () => {
    await expect(run(operator, ['add', 'anna', '--passphrase', 'x'], { folder: newFolder() })).rejects.toThrow(
      /Unknown option '--passphrase'/,
    )
    await expect(run(operator, ['add', 'anna', 'correct horse 7'], { folder: newFolder() })).rejects.toThrow(/too much/)
  })

  it('makes a password on request, and says it once', async () => {
    const folder = newFolder()
    const said = await run(operator, ['add', 'anna', '--generate'], {
      folder,
      env: { ZVONEK_URL: 'https://help.example' },
    })
    expect(said).toMatch(
      /^anna is an operator now and signs in at https:\/\/help\.example\/desk\/\nPassword: [a-z2-9-]{23}$/,
    )
    expect(await run(operator, ['list'], { folder })).not.toMatch(/[a-z2-9]{5}-/)
  })

  it('keeps a password that is piped in as it stands, spaces and all', async () => {
    const folder = newFolder()
    await run(operator, ['add', 'anna', '--password', ' correct  horse '], { folder })
    const { store, directory, ...data } = openData({ folder, secret: 's', now: Date.now })
    expect(await quickPasswords.verify(' correct  horse ', directory.operator('anna')?.password)).toBe(true)
    await store.close()
    data.close()
  })

  it.each([
    [['add'], /^Whom\? npm run operator/],
    [['add', 'Anna Nová', ...PASSWORD], /is no name to sign in with/],
    [['add', '../etc', ...PASSWORD], /is no name to sign in with/],
    [['add', 'anna', '--max-chats', '0', ...PASSWORD], /--max-chats must be a whole number/],
    [['add', 'anna', '--max-chats', '2.5', ...PASSWORD], /--max-chats must be a whole number/],
    [['add', 'anna', '--title', 'x'.repeat(81), ...PASSWORD], /--title has at most 80/],
    [['add', 'anna', '--name', ' ', ...PASSWORD], /--name is empty/],
    [['add', 'anna', '--password', 'short'], /at least 10 characters/],
    [['add', 'anna'], /no password was given/],
    [['set', 'anna', '--title', 'x'], /There is no operator “anna”/],
    [['set', 'anna'], /Say what to change/],
    [['password', 'anna', ...PASSWORD], /There is no operator “anna”/],
    [['remove', 'anna'], /There is no operator “anna”/],
    [['promote', 'anna'], /There is no “promote”/],
  ])('%o is refused in words, and changes nothing', async (args, reason) => {
    const folder = newFolder()
    await expect(run(operator, args, { folder })).rejects.toThrow(reason)
    expect(await run(operator, ['list'], { folder })).toMatch(/^There is no operator yet/)
  })

  it('does not take the place of an operator there is', async () => {
    const folder = newFolder()
    await run(operator, ['add', 'anna', '--title', 'First', ...PASSWORD], { folder })
    await expect(run(operator, ['add', 'ANNA', ...PASSWORD], { folder })).rejects.toThrow(/already/)
    expect(await run(operator, ['list'], { folder })).toContain('First')
  })

  it('explains itself', async () => {
    expect(await run(operator, [], { folder: newFolder() })).toMatch(/^npm run operator -- add NAME/)
  })

  it('has nothing to do where nothing is kept', async () => {
    await expect(run(operator, ['list'], { folder: newFolder(), env: { ZVONEK_STORE: 'memory:' } })).rejects.toThrow(
      /nothing is kept/,
    )
  })

  it('waits for a server of an older version to be restarted', async () => {
    const folder = newFolder()
    const { store, ...data } = openData({ folder, secret: 's', now: Date.now })
    const db = new Database(databaseIn(folder))
    db.exec(`PRAGMA user_version=${SCHEMA - 1}`)
    await expect(run(operator, ['list'], { folder })).rejects.toThrow(/older version: restart it first/)
    db.exec(`PRAGMA user_version=${SCHEMA}`)
    expect(await run(operator, ['list'], { folder })).toMatch(/no operator yet/)
    await store.close()
    data.close()
  })
})

describe('a question for a password', () => {
  const terminal = () => {
    const modes: boolean[] = []
    const input = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (on: boolean) => modes.push(on),
    })
    let shown = ''
    const questions = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        shown += chunk.toString()
        done()
      },
    })
    return { input, questions, modes, shown: () => shown }
  }

  it('shows nothing of the answer, and takes the echo away before it asks', async () => {
    const { input, questions, modes, shown } = terminal()
    const answers = askSecretly({ input, questions }, ['Password: ', 'Again: '])
    expect([modes, shown()]).toEqual([[true], 'Password: '])
    input.write('secret wordz\x7fs\r')
    input.write('secret words\r')
    expect(await answers).toEqual(['secret words', 'secret words'])
    expect(shown()).toBe('Password: \nAgain: \n')
    expect(modes).toEqual([true, false])
  })

  it.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('is broken off by %s', async (_, key) => {
    const { input, questions, shown } = terminal()
    const answers = askSecretly({ input, questions }, ['Password: ', 'Again: '])
    input.write(`secret words\r${key}`)
    await expect(answers).rejects.toThrow('Nothing was changed: no password was given.')
    expect(shown()).not.toContain('secret')
  })
})

describe('npm run widget', () => {
  const ADD = ['add', 'shop', '--title', 'Shop', '--origin', 'https://shop.example']

  it('adds a site, and prints what to paste there', async () => {
    const folder = newFolder()
    expect(await run(widgetCommand, ADD, { folder, env: { ZVONEK_URL: 'https://help.example.com' } })).toBe(
      [
        'On every page of the site:',
        '',
        '  <script async src="https://help.example.com/zvonek.js?widget=shop" referrerpolicy="no-referrer"></script>',
        '',
        'If the site has a content security policy, it has to hold:',
        '',
        '  script-src https://help.example.com; connect-src https://help.example.com; img-src https://help.example.com',
      ].join('\n'),
    )
    await run(widgetCommand, ['set', 'shop', '--origin', 'https://a.example', '--origin', 'https://b.example'], {
      folder,
    })
    expect(await run(widgetCommand, ['list'], { folder })).toBe('shop  Shop  https://a.example https://b.example')
    await run(widgetCommand, ['remove', 'shop'], { folder })
    expect(await run(widgetCommand, ['list'], { folder })).toMatch(/^There is no widget yet but “main”/)
  })

  it.each([
    [['--origin', 'https://shop.example/'], /not “https:\/\/shop\.example\/”: write https:\/\/shop\.example\.$/],
    [['--origin', 'https://shop.example/kontakt?x=1'], /: write https:\/\/shop\.example\.$/],
    [['--origin', 'https://SHOP.example'], /: write https:\/\/shop\.example\.$/],
    [['--origin', 'shop.example'], /must be an origin such as/],
    [['--origin', '*'], /must be an origin such as/],
    [['--origin', 'null'], /must be an origin such as/],
    [['--privacy', 'javascript:alert(1)'], /--privacy must be an address/],
    [['--position', 'top'], /--position must be right or left/],
    [['--theme', 'pink'], /--theme must be system or light or dark/],
    [['--brand', 'red; x: y'], /--brand must be a CSS colour/],
    [['--lang', 'de'], /--lang must be en or cs, perhaps with a region such as cs-CZ, not “de”/],
    [['--lang', 'czech language'], /--lang must be en or cs/],
    [['--lang', 'cs-'], /--lang must be en or cs/],
    [['--title', ''], /--title has 1 to 80/],
    [['--entry-form', '/nowhere/form.json'], /cannot be read/],
    [['--feedback', 'lamps'], /--feedback must be stars, smileys, thumbs or ten/],
    [['--feedback', 'stars letters'], /perhaps with “transcript”, not “stars letters”/],
  ])('%o is refused in words, and changes nothing', async (args, reason) => {
    const folder = newFolder()
    await run(widgetCommand, ADD, { folder })
    expect(() => widgetCommand(['set', 'shop', ...args], around(folder))).toThrow(reason)
    expect(await run(widgetCommand, ['list'], { folder })).toBe('shop  Shop  https://shop.example')
  })

  it.each(['en', 'cs', 'cs-CZ', 'EN-gb'])('%s is a language that there are texts in', async tag => {
    const folder = newFolder()
    await run(widgetCommand, [...ADD, '--lang', tag], { folder })
    expect(withDatabase({ ZVONEK_DATA: folder }, db => createDirectory(db).widgets().shop?.lang)).toBe(tag)
    await run(widgetCommand, ['set', 'shop', '--lang', ''], { folder })
    expect(withDatabase({ ZVONEK_DATA: folder }, db => createDirectory(db).widgets().shop)).not.toHaveProperty('lang')
  })

  const FIELD = { name: 'a', type: 'text', label: 'A' }
  const setForm = (fields: unknown) => {
    const folder = newFolder()
    const file = join(folder, 'form.json')
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, typeof fields === 'string' ? fields : JSON.stringify({ id: 'e', fields }))
    void widgetCommand(['add', 'shop', '--title', 'Shop', '--origin', 'https://shop.example'], around(folder))
    const set = (args: readonly string[]) => {
      void widgetCommand(['set', 'shop', ...args], around(folder))
      return withDatabase({ ZVONEK_DATA: folder }, db => createDirectory(db).widgets().shop)
    }
    return { set, file }
  }

  it('keeps what is asked before the queue and after the end, and takes it away by an empty text', () => {
    const { set, file } = setForm([FIELD])
    expect(set(['--entry-form', file, '--feedback', 'ten transcript'])).toMatchObject({
      entryForm: { id: 'e', fields: [FIELD] },
      feedback: { scale: 'ten', transcript: true },
    })
    expect(set(['--feedback', 'thumbs'])?.feedback).toEqual({ scale: 'thumbs', transcript: false })
    expect(Object.keys(set(['--entry-form', '', '--feedback', '']) ?? {}).sort()).toEqual(['origins', 'title'])
  })

  it.each([
    ['{', /cannot be read/],
    [JSON.stringify({ fields: [] }), /is no form: it has an `id` and `fields`/],
    [[], /has 1 to 30 fields/],
    [[FIELD, FIELD], /Two fields are called “a”/],
    [[{ ...FIELD, name: 'a b' }], /has no name/],
    [[{ ...FIELD, type: 'signature' }], /“signature” is none of text, email/],
    [[{ ...FIELD, type: 'select' }], /needs `options`/],
    [[{ ...FIELD, type: 'consent' }], /needs a `version`/],
    [[{ ...FIELD, pattern: '(' }], /no regular expression/],
    [[{ ...FIELD, showIf: [{ name: 'b', is: 'filled' }] }], /waits for “b”, which is no field/],
    [[{ ...FIELD, label: 'x'.repeat(20_000) }], /at most 16000 characters/],
  ])('an entry form such as %j is refused in words', (fields, reason) => {
    const { set, file } = setForm(fields)
    expect(() => set(['--entry-form', file])).toThrow(reason)
  })

  it.each([
    [['add', 'shop'], /needs --title and --origin/],
    [['add', 'Shop!', '--title', 'x', '--origin', 'https://a.example'], /no name for a widget/],
    [['add', '__proto__', '--title', 'x', '--origin', 'https://a.example'], /no name for a widget/],
    [['set', 'none', '--title', 'x'], /There is no widget “none”/],
    [['remove', 'none'], /There is no widget “none”/],
    [['set', 'none'], /Say what to change/],
    [['sell', 'none'], /There is no “sell”/],
  ])('%o is refused in words', (args, reason) => {
    expect(() => widgetCommand(args, around(newFolder()))).toThrow(reason)
  })

  const around = (folder: string) => ({
    env: { ZVONEK_DATA: folder },
    input: new PassThrough(),
    questions: new PassThrough(),
    say: () => {},
  })
})

describe('a fresh clone', () => {
  it('says what to do before the first command', () => {
    const clone = newFolder()
    mkdirSync(join(clone, 'demo'))
    copyFileSync('demo/run.mjs', join(clone, 'demo', 'run.mjs'))
    const { status, stderr } = spawnSync(process.execPath, [join(clone, 'demo', 'run.mjs'), 'operator'], {
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([
      1,
      'Nothing is built here yet: run npm install && npm run build once, then repeat this.\n',
    ])
  })
})

describe('npm run backup and npm run restore', () => {
  it('carry operators and widgets over to another folder', async () => {
    const [folder, other] = [newFolder(), newFolder()]
    await run(operator, ['add', 'anna', ...PASSWORD], { folder })
    await run(widgetCommand, ['add', 'shop', '--title', 'Shop', '--origin', 'https://shop.example'], { folder })
    const file = join(folder, 'b.db')
    expect(await run(backupCommand, [file], { folder })).toBe(
      `${file} holds 0 visitors with 0 rows of log, 1 operator, 1 widget.`,
    )
    expect(await run(restoreCommand, [file], { folder: other })).toBe(
      'Restored: 0 visitors with 0 rows of log, 1 operator, 1 widget. Everybody signs in again.',
    )
    expect(await run(operator, ['list'], { folder: other })).toContain('anna')
  })

  it('say what is wrong, and change nothing', async () => {
    const folder = newFolder()
    const file = join(folder, 'b.db')
    await expect(run(backupCommand, [file], { folder })).rejects.toThrow(/There is nothing in the data folder/)
    await run(operator, ['add', 'anna', ...PASSWORD], { folder })
    await run(backupCommand, [file], { folder })
    await expect(run(backupCommand, [file], { folder })).rejects.toThrow(/is there already/)
    await expect(run(backupCommand, [join(folder, 'no', 'b.db')], { folder })).rejects.toThrow(/could not be written/)
    await expect(run(restoreCommand, [join(folder, 'none.db')], { folder })).rejects.toThrow(/There is no file/)
    await expect(run(restoreCommand, [join('README.md')], { folder })).rejects.toThrow(/^Nothing was changed: /)
    await expect(run(restoreCommand, [file, file], { folder })).rejects.toThrow(/too much/)
    expect(existsSync(`${file}.part`)).toBe(false)
    expect(await run(operator, ['list'], { folder })).toContain('anna')
  })
})
