import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test as base } from '@playwright/test'

const run = promisify(execFile)

/** An empty folder with the packed package installed in it. */
const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'zvonek-package-'))
    // As it is: another build would take the files from under the other tests.
    const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder])
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], { cwd: folder })
    await use(folder)
    await rm(folder, { recursive: true })
  },
})

const ask = async (folder: string, script: string) =>
  (await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder })).stdout.trim()

test('the packed package installs nothing but itself', async ({ folder }) => {
  expect((await readdir(join(folder, 'node_modules'))).filter(name => !name.startsWith('.'))).toEqual(['zvonek'])
  const manifest = JSON.parse(await readFile(join(folder, 'node_modules/zvonek/package.json'), 'utf8')) as Record<
    string,
    unknown
  >
  expect(Object.keys((manifest.dependencies as object | undefined) ?? {})).toEqual([])
  expect(manifest.scripts).not.toHaveProperty('install')
  expect(manifest.scripts).not.toHaveProperty('postinstall')
})

test('it is imported without a DOM, by every door, and says what it needs when used', async ({ folder }) => {
  const before = 'const before = Object.keys(globalThis).length;'
  const exported = (name: string) =>
    ask(
      folder,
      `${before} const m = await import('${name}'); console.log(Object.keys(m).sort().join() + ' ' + (Object.keys(globalThis).length - before))`,
    )
  expect(await exported('zvonek')).toMatch(/\bcreateWidget 0$/)
  expect(await exported('zvonek/element')).toBe('defineElement 0')
  expect(await exported('zvonek/transports/http')).toBe('http 0')
  expect(await exported('zvonek/transports/memory')).toMatch(/\bmemory\b.* 0$/)
  expect(await exported('zvonek/conformance')).toMatch(/\btransportChecks\b.* 0$/)
  expect(
    await ask(
      folder,
      `import { createWidget } from 'zvonek'
      import { http } from 'zvonek/transports/http'
      try { createWidget({ transport: http({ url: '/support' }) }) } catch ({ code, message }) { console.log(code, message) }`,
    ),
  ).toMatch(/^noDom .*browser/)
  expect(await ask(folder, `console.log(import.meta.resolve('zvonek/zvonek.js'))`)).toMatch(/dist\/zvonek\.js$/)
})

test('it carries no sources, maps or pages of ours, and the licences of what is bundled', async ({ folder }) => {
  const files = await readdir(join(folder, 'node_modules/zvonek'), { recursive: true })
  expect(files.filter(file => /\.(tsx?|map)$/.test(file) && !file.endsWith('.d.ts'))).toEqual([])
  expect(files.filter(file => /demo|test|size/.test(file))).toEqual([])
  expect(files).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'dist/THIRD-PARTY.txt', 'dist/zvonek.js', 'dist/types/index.d.ts']),
  )
})
