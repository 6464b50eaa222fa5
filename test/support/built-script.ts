import { execFileSync } from 'node:child_process'

/** The script tag's door as one classic file, minified; its `import()` becomes a call of `require`. */
export const buildScript = (): string =>
  execFileSync(
    'node_modules/.bin/esbuild',
    [
      'src/script.ts --bundle --minify --format=iife --loader:.css=text --supported:dynamic-import=false --log-level=error',
      '--define:__CHUNKS__={"app":"app-1.js","frame":"frame-2.js","chat":"chat-3.js","cs":"cs-4.js"}',
    ].flatMap(line => line.split(' ')),
    { encoding: 'utf8' },
  )

/** Runs it once, as a browser does; `require` is asked for every file. */
export const runScript = (text: string, require: (address: string) => unknown): void => {
  const execute = Reflect.construct(Function, ['require', text]) as (load: typeof require) => void
  execute(require)
}
