import { existsSync } from 'node:fs'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { minify as minifyQuickly } from 'rollup-plugin-esbuild'
import { asBlock } from './demo/build/as-block.mjs'
import { createChunks, oneEntry } from './demo/build/chunks.mjs'
import { copyPages } from './demo/build/copy-pages.mjs'
import { cssText } from './demo/build/css-text.mjs'
import { leanPhone } from './demo/build/lean/phone.mjs'
import { leanPreact } from './demo/build/lean-preact.mjs'
import { createNotices } from './demo/build/notices.mjs'
import { createRooms } from './demo/build/rooms.mjs'
import { ownNames } from './demo/build/short-names.mjs'
import { typescript } from './demo/build/typescript.mjs'

/**
 * Stage 2 and 3 first, since the doors carry the hashed names. The doors and the script are built apart from the
 * chunks: they reach them by `import()` alone and share no module instance, so no chunk can ever import a door.
 */
const chunks = createChunks()
const notices = createNotices()
/** What is wanted later, or seldom: each a file of its own. */
const rooms = createRooms({
  // Before the room that opens them.
  phone: 'src/panels/phone/index.ts',
  slots: 'src/panels/slots/index.tsx',
  waiting: 'src/panels/waiting/index.tsx',
  form: 'src/panels/form/index.ts',
  letter: 'src/panels/letter/index.tsx',
  called: 'src/panels/called/index.tsx',
  callback: 'src/panels/callback/index.tsx',
  files: 'src/panels/files/index.tsx',
  filing: 'src/panels/filing/index.tsx',
  asking: 'src/panels/asking/index.tsx',
  elsewhere: 'src/panels/elsewhere/index.tsx',
  engine: 'src/panels/call/engine/index.ts',
  check: 'src/panels/call/check/index.ts',
  stage: 'src/panels/call/stage/index.ts',
  call: 'src/panels/call/index.tsx',
  calltab: 'src/panels/calltab/index.tsx',
  erasing: 'src/core/erasing.ts',
  identity: 'src/app/identity.ts',
  rules: 'src/app/rules/index.ts',
  privacy: 'src/app/privacy/index.ts',
  offer: 'src/panels/offer/index.tsx',
  upload: 'src/transports/http/upload.ts',
  context: 'src/app/context/index.ts',
  // Behind the rooms that it fetches.
  diagnose: 'src/app/diagnose/index.ts',
})
/** Short names that the app and its rooms have in common. */
const common = {}

/**
 * Which file a lazy module lives in. App and chat panel are one file: one request instead of three, 1.2 kB less, and an
 * `import()` that failed can be repeated under another address. Languages, and later rooms, are files of their own.
 */
const LOCALE = /\/src\/i18n\/(?!en\/)([a-z]{2,3}(?:-\w+)?)(?:\.ts|\/(\w+))/
/** What a language needs at once is one file, and the words of each room are another. */
const roomOf = id => {
  const [, tag = 'app', part = 'chat'] = LOCALE.exec(id) ?? []
  return ['chat', 'launcher'].includes(part) ? tag : `${tag}-${part}`
}

/** A source that may or may not hold JSX. */
const source = path => [`${path}.tsx`, `${path}.ts`].find(existsSync) ?? `${path}.ts`

/** A warning stops the build; what libraries do in their own files is theirs. */
const stop = (level, log, handler) => {
  if (log.code === 'THIS_IS_UNDEFINED' && log.id?.includes('/node_modules/')) return
  if (level === 'warn') throw new Error(`${log.code}: ${log.message}`)
  handler(level, log)
}

const sources = ({ page = false } = {}) => [
  cssText({ short: !page }),
  leanPreact({ page, shipped: !page }),
  nodeResolve({ extensions: ['.mjs', '.js', '.ts', '.tsx'] }),
  ...typescript({ short: !page }),
]

/** Consumers' bundlers read the annotations of the doors; nobody reads those of the other files. */
const minify = ({ annotations, compress, nameCache, shorten }) =>
  terser({
    ...(nameCache && { nameCache }),
    ecma: 2022,
    module: true,
    // No function expression here is ever a constructor.
    compress: { passes: 5, keep_fargs: false, unsafe_arrows: true, ...compress },
    mangle: { properties: shorten && { ...ownNames(), builtins: true } },
    format: { comments: false, preserve_annotations: annotations },
  })

const widget = (plugins, output, { annotations = false, compress = {}, nameCache, shorten = true } = {}) => ({
  onLog: stop,
  plugins: [...sources(), ...plugins, notices.gather(), minify({ annotations, compress, nameCache, shorten })],
  output: {
    dir: 'dist',
    format: 'es',
    hashCharacters: 'base36',
    chunkFileNames: 'c/[name]-[hash:6].js',
    sourcemap: 'hidden',
    ...output,
  },
})

const room = name => ({
  input: { [name]: rooms.source(name) },
  ...widget(
    [...rooms.share(name), chunks.link(), ...(name === 'phone' ? [leanPhone()] : [])],
    { entryFileNames: 'c/[name]-[hash:6].js', ...rooms.output },
    {
      ...(name !== 'phone' && { nameCache: common }),
      // A library has names of its own.
      shorten: name !== 'phone',
    },
  ),
})

const lazy = {
  input: { app: 'app', cs: 'src/i18n/cs.ts' },
  preserveEntrySignatures: 'allow-extension',
  ...widget(
    [
      rooms.open(),
      chunks.link(),
      oneEntry('app', ['src/app.ts', 'src/launcher/doorbell.ts', 'src/transports/http/pipe.ts']),
      chunks.record(),
    ],
    {
      entryFileNames: 'c/[name]-[hash:6].js',
      manualChunks: roomOf,
      onlyExplicitManualChunks: true,
    },
    // Joins texts by `+`: what the app joins is strings, numbers and errors. The doors are handed whatever a page has.
    { compress: { unsafe: true }, nameCache: common },
  ),
}

const doors = {
  input: {
    index: 'src/index.ts',
    element: 'src/element.ts',
    'element/define': 'src/element-define.ts',
    messengers: 'src/messengers.ts',
    conformance: 'src/conformance.ts',
    'transports/http': 'src/transports/http.ts',
    'transports/memory': 'src/transports/memory.ts',
  },
  ...widget(
    [chunks.link()],
    {
      entryFileNames: '[name].js',
      manualChunks: id =>
        /\/(src\/(boot\.ts|page\.ts|api|launcher|i18n|styles)|node_modules\/mitt)\b/.test(id) ? 'boot' : undefined,
      onlyExplicitManualChunks: true,
    },
    { annotations: true },
  ),
}

const script = {
  input: { zvonek: 'src/script.ts' },
  ...widget([chunks.map('__CHUNKS__', ['app', 'cs']), notices.write()], {
    format: 'iife',
    generatedCode: { constBindings: true },
    entryFileNames: '[name].js',
  }),
}
script.plugins.push(asBlock())

const page = name => ({
  input: { main: source(`demo/${name}/main`) },
  onLog: stop,
  plugins: [...sources({ page: true }), copyPages(`demo/${name}`), minifyQuickly({ target: 'es2022' })],
  output: { dir: `dist/demo/${name}`, format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
})

const server = {
  input: { main: 'demo/server/main.ts', cli: 'demo/server/cli.ts' },
  external: /^[^./\0]/,
  onLog: stop,
  plugins: sources({ page: true }),
  output: { dir: 'dist/demo/server', format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
}

export default [...rooms.names.map(room), lazy, doors, script, page('desk'), page('qa'), page('call'), server]
