import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trace } from '../../demo/build/public-types.mjs'

const run = promisify(execFile)
const bin = (name: string) => resolve('node_modules/.bin', name)

interface Manifest {
  exports: Record<string, string | { types: string; default: string }>
  dependencies?: object
  peerDependencies?: object
}

describe('the package', () => {
  let folder: string
  let tarball: string
  let files: string[]
  let manifest: Manifest

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zvonek-package-'))
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder])
    const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }]
    tarball = join(folder, packed.filename)
    files = packed.files.map(({ path }) => path)
    manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest
  })

  afterAll(() => rm(folder, { recursive: true }))

  it('holds the doors, the chunks, their types and the papers, nothing else', () => {
    const paper = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/THIRD-PARTY\.txt)$/
    const built = /^dist\/((element\/|transports\/|c\/)?[\w-]+\.js|types\/.+\.d\.ts)$/
    expect(files.filter(path => !paper.test(path) && !built.test(path))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'dist/THIRD-PARTY.txt', 'dist/zvonek.js']))
  })

  it('installs nothing but itself', async () => {
    expect(manifest.dependencies ?? {}).toEqual({})
    const doors = Object.values(manifest.exports).flatMap(door => (typeof door === 'string' ? [] : door.types))
    expect([...(await trace(doors)).packages]).toEqual([])
  })

  it('is taken by an empty folder and imported without a DOM', async () => {
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder })
    const doors = Object.entries(manifest.exports)
      .filter(([door, target]) => typeof target !== 'string' && door !== './element/define')
      .map(([door]) => `zvonek${door.slice(1)}`)
    const code = `for (const door of ${JSON.stringify(doors)}) console.log(door, Object.keys(await import(door)).length > 0)`
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: folder })
    expect(stdout.trim().split('\n')).toEqual(doors.map(door => `${door} true`))
  })

  it('pleases publint', async () => {
    await expect(run(bin('publint'), ['run', tarball, '--strict'])).resolves.toBeDefined()
  })

  it('gives every bundler the right types', async () => {
    const args = [tarball, '--profile', 'esm-only', '--exclude-entrypoints', './zvonek.js', './package.json']
    await expect(run(bin('attw'), args)).resolves.toBeDefined()
  })
})
