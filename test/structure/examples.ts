import { resolve } from 'node:path'
import ts from 'typescript'

/** A block of code in a paper. */
export interface Example {
  /** Where its first line stands. */
  line: number
  language: string
  text: string
}

/** Every fenced block of these languages. */
export const examplesIn = (markdown: string, languages: readonly string[]): Example[] =>
  [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, language = '']) => languages.includes(language))
    .map(({ 1: language = '', 2: text = '', index }) => ({
      language,
      text,
      line: markdown.slice(0, index).split('\n').length + 1,
    }))

/** The doors of the package, by the names that an example imports. */
const DOORS = {
  zvonek: 'src/index.ts',
  'zvonek/transports/http': 'src/transports/http.ts',
  'zvonek/transports/memory': 'src/transports/memory.ts',
  'zvonek/messengers': 'src/messengers.ts',
  'zvonek/conformance': 'src/conformance.ts',
  'zvonek/element': 'src/element.ts',
}

/** What an example has around it, and does not say. */
export const SURROUNDINGS = `
type Zvonek = import('zvonek').Handle
declare const zvonek: Zvonek & { push(fn: (z: Zvonek) => void): void }
declare const widget: Zvonek
declare const rig: import('zvonek/conformance').Rig
declare const test: (name: string, run: () => Promise<void>) => void
declare const link: HTMLAnchorElement
declare const platform: { ask(): void; onChange(fn: (given: boolean) => void): void }
declare const connect: (token: string | undefined, after: string | undefined, signal: AbortSignal) => Promise<
  AsyncIterable<{ position: string; message?: import('zvonek').Message }> &
  { user: string; position: string; sessions: import('zvonek').Session[]; messages: import('zvonek').Message[] }>
declare const sendTo: (contact: unknown, text: string, id: unknown) => Promise<void>
interface Window { myTurnstile: { token(): Promise<string> } }
declare module 'https://*' {}
`

/** What a compiler says of each example, as a reader who has copied it would see it in a strict project. */
export const faultsOf = (examples: readonly Example[], surroundings = SURROUNDINGS): string[] =>
  ['ts', 'js'].flatMap(language => {
    const files = new Map(
      examples
        .filter(one => one.language === language)
        .map(one => [resolve(`example-${one.line}.ts`), { ...one, text: `${toWhole(one.text)}\nexport {}\n` }]),
    )
    const ambient = resolve('surroundings.d.ts')
    const program = createProgram(
      new Map<string, { text: string }>([...files, [ambient, { text: surroundings }]]),
      language === 'ts',
    )
    return [...files].flatMap(([path, { line }]) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(path))
        .map(({ messageText }) => `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
    )
  })

/** Three dots stand for what the page knows. */
const toWhole = (text: string) =>
  (text.includes('createWidget(') && !text.includes("from 'zvonek'") ? "import { createWidget } from 'zvonek'\n" : '') +
  text.replace(/^( *)…,$/m, "$1server: '/',")

/** Files of the platform and of ours, which are the same for every program. */
const known = new Map<string, ts.SourceFile | undefined>()

const createProgram = (files: ReadonlyMap<string, { text: string }>, typed: boolean) => {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    paths: Object.fromEntries(Object.entries(DOORS).map(([name, path]) => [name, [resolve(path)]])),
    types: ['node'],
    jsx: ts.JsxEmit.ReactJSX,
    jsxImportSource: 'preact',
    strict: true,
    // JavaScript may leave types out.
    noImplicitAny: typed,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = path => files.has(path) || fileExists(path)
  host.readFile = path => files.get(path)?.text ?? readFile(path)
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path)?.text
    if (text !== undefined) return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022)
    if (!known.has(path)) known.set(path, getSourceFile(path, ...rest))
    return known.get(path)
  }
  return ts.createProgram([...files.keys(), resolve('src/css.d.ts')], options, host)
}
