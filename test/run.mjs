import { spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { stripVTControlCharacters } from 'node:util'
import { ensureChromium } from './support/chromium.mjs'
import { ensureProgram } from './support/programs.mjs'

/** `npm test`: everything, also behind a failure; the last line counts what passed and what failed. */
const steps = [
  { name: 'lock file', run: () => tool('npm', 'ci', '--dry-run', '--ignore-scripts') },
  { name: 'build', run: () => tool('node', 'demo/build.mjs') },
  { name: 'types', run: () => tool('tsc', '--noEmit') },
  { name: 'lint', run: () => tool('eslint', '.', '--max-warnings=0') },
  { name: 'docs', run: () => tool('typedoc', '--options', 'demo/build/typedoc.json', '--emit', 'none') },
  { name: 'format', run: () => tool('prettier', '--check', '.') },
  { name: 'unit, structure, dom', run: vitest },
  { name: 'size', run: () => tool('size-limit', '--config', 'size-limit.json') },
  { name: 'browser', run: installed(ensureChromium) },
  { name: 'nginx, caddy, coturn', run: installed(ensureServers) },
  { name: 'e2e', run: playwright },
]

const programs = { node: process.execPath, npm: 'npm' }
const REPORTS = 'test-results'
/** A step that hangs ends here, so that the last line is always written. */
const LONGEST = 40 * 60_000
await rm(REPORTS, { recursive: true, force: true })
await mkdir(REPORTS)

const results = []
for (const { name, run } of steps) {
  console.log(`\n--- ${name}`)
  const started = performance.now()
  const counts = await run()
  results.push({ name, seconds: (performance.now() - started) / 1000, ...counts })
}

console.log()
for (const { name, seconds, passed, failed } of results)
  console.log(
    `${failed ? 'FAILED' : 'ok    '} ${name.padEnd(22)} ${seconds.toFixed(1).padStart(6)} s  ${passed}/${passed + failed}`,
  )
// The end of a long log is what everybody sees first: why it failed stands there, not only in the middle.
for (const reason of results.flatMap(({ reasons = [] }) => reasons).slice(0, 12)) console.log(`\n${reason}`)
const sum = key => results.reduce((total, result) => total + result[key], 0)
process.exitCode = sum('failed') ? 1 : 0
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)

/** Runs a program of this project under our eyes; it counts as one. */
async function tool(name, ...args) {
  return (await exitCode(name, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function exitCode(name, args) {
  return new Promise(resolve => {
    // A group of its own: what a hanging step has started goes with it.
    const child = spawn(programs[name] ?? `node_modules/.bin/${name}`, args, { stdio: 'inherit', detached: true })
    const end = signal => process.kill(-child.pid, signal)
    const stop = () => {
      end('SIGTERM')
      process.exit(1)
    }
    const limits = [
      setTimeout(() => {
        console.error(`${name} took longer than ${LONGEST / 60_000} minutes`)
        end('SIGTERM')
      }, LONGEST),
      setTimeout(end, LONGEST + 10_000, 'SIGKILL'),
    ]
    process.once('SIGINT', stop).once('SIGTERM', stop)
    const done = code => {
      limits.forEach(limit => clearTimeout(limit))
      process.off('SIGINT', stop).off('SIGTERM', stop)
      resolve(code ?? 1)
    }
    child.on('error', error => {
      console.error(error.message)
      done(1)
    })
    child.on('exit', done)
  })
}

/** What a browser test needs of the machine; it counts as one. */
function installed(ensure) {
  return async () => {
    try {
      console.log(ensure())
      return { passed: 1, failed: 0 }
    } catch (error) {
      console.error(error.message)
      return { passed: 0, failed: 1 }
    }
  }
}

function ensureServers() {
  const found = ['nginx', 'caddy', 'openssl'].map(name => ensureProgram(name))
  return [...found, ensureProgram('turnserver', 'coturn')].join(' ')
}

async function vitest() {
  const file = `${REPORTS}/vitest.json`
  const code = await exitCode('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  return counted(code, file, ({ numPassedTests, numTotalTests, testResults }) => ({
    passed: numPassedTests,
    // A file that does not even load has no tests to count.
    failed: numTotalTests - numPassedTests + testResults.filter(dead).length,
    reasons: testResults.flatMap(({ name, message, assertionResults }) => [
      ...(message ? [toReason(name, message)] : []),
      ...assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => toReason(fullName, failureMessages.join('\n'))),
    ]),
  }))
}

function dead({ status, assertionResults }) {
  return status === 'failed' && assertionResults.length === 0
}

async function playwright() {
  const code = await exitCode('playwright', ['test'])
  return counted(code, `${REPORTS}/e2e.json`, ({ stats, errors, suites }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
    reasons: [
      ...errors.map(({ message = '' }) => toReason('playwright', message)),
      ...suites.flatMap(specsOf).flatMap(({ title, tests }) =>
        tests
          .flatMap(test => test.results)
          .flatMap(result => result.errors)
          .map(({ message = '' }) => toReason(title, message)),
      ),
    ],
  }))
}

function specsOf({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

/** What failed and the beginning of why, without colours. */
function toReason(name, message) {
  return `FAILED ${name}\n${stripVTControlCharacters(message).slice(0, 600)}`
}

/** A skipped test is not a passed one, and a runner that fails without a failed test has failed once. */
async function counted(code, file, count) {
  const report = await readFile(file, 'utf8').catch(() => undefined)
  const counts = report ? count(JSON.parse(report)) : { passed: 0, failed: 0 }
  return { ...counts, failed: counts.failed || (code === 0 && report ? 0 : 1) }
}
