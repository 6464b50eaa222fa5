import tseslint from 'typescript-eslint'

const typed = ['src/**/*.{ts,tsx}', 'demo/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', '*.ts']

/** Trusted Types and strict CSP forbid them on our customers' pages; here they do not even get in. */
const sinks = ['innerHTML', 'outerHTML', 'srcdoc', 'insertAdjacentHTML', 'createContextualFragment', 'setHTMLUnsafe']

const sinkRules = {
  'no-eval': 'error',
  'no-implied-eval': 'off',
  '@typescript-eslint/no-implied-eval': 'error',
  'no-restricted-properties': [
    'error',
    ...sinks.map(property => ({ property, message: 'No HTML strings: build nodes.' })),
    ...['write', 'writeln'].map(property => ({ object: 'document', property, message: 'Build nodes.' })),
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value=/^(style|on)/i]",
      message: 'A strict CSP blocks this: use el.style.x or addEventListener.',
    },
    {
      selector: "JSXAttribute[name.name='style'] > Literal, JSXAttribute[name.name='style'] TemplateLiteral",
      message: 'A style is an object of properties.',
    },
    {
      selector: "JSXAttribute[name.name='dangerouslySetInnerHTML'], JSXOpeningElement[name.name='style']",
      message: 'No HTML strings and no <style>: nodes and constructable sheets.',
    },
    {
      selector:
        "CallExpression:matches([callee.name='addEventListener'], [callee.property.name='addEventListener'])[arguments.0.value=/^(before)?unload$/]",
      message: 'It keeps the page out of the back/forward cache: use pagehide.',
    },
    { selector: "NewExpression[callee.name='DOMParser']", message: 'No HTML strings: build nodes.' },
    {
      selector:
        "ClassDeclaration[superClass.name=/^(Pure)?Component$/], ImportSpecifier[imported.name='useErrorBoundary']",
      message: 'The Preact we build has neither: see demo/build/lean-preact.mjs.',
    },
  ],
}

const limits = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
}

/** What a room without a platform may not name; ECMAScript, URL, AbortController, TextEncoder are the language to it. */
const platform = [
  'window document self globalThis navigator location history screen parent top frames',
  'localStorage sessionStorage indexedDB caches cookieStore',
  'fetch XMLHttpRequest WebSocket EventSource BroadcastChannel MessageChannel Worker SharedWorker postMessage',
  'setTimeout clearTimeout setInterval clearInterval requestAnimationFrame requestIdleCallback performance crypto',
  'alert confirm prompt Notification Audio Image HTMLElement Element Node Event CustomEvent addEventListener',
  'process Buffer require console',
].flatMap(line => line.split(' '))

/** What is cut out of the libraries of the widget would fail in silence: it does not get in. */
const cut = {
  preact: ['Component', 'createContext', 'cloneElement', 'isValidElement', 'hydrate'],
  'preact/hooks': ['useState', 'useReducer', 'useEffect', 'useContext', 'useId', 'useImperativeHandle'],
  '@preact/signals': ['useComputed', 'useSignalEffect', 'useModel', 'createModel', 'action'],
}
const message = 'Not in the Preact that the widget is built with: see demo/build/lean-preact.mjs.'

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.data', 'test-results'] },
  {
    files: typed,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      ...limits,
      ...sinkRules,
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // Factories return closures that know no `this`, and a port's method is async for those of its makers that wait.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/page.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'document',
          message: 'Elements of the page may hide what it has: take page() or create() of src/page.ts.',
        },
      ],
    },
  },
  {
    files: ['src/core/**', 'src/protocol/**'],
    rules: {
      'no-restricted-globals': ['error', ...platform.map(name => ({ name, message: 'No globals here: take a port.' }))],
    },
  },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: Object.entries(cut).map(([name, importNames]) => ({ name, importNames, message })) },
      ],
      'no-restricted-syntax': [
        ...sinkRules['no-restricted-syntax'],
        { selector: "JSXAttribute[name.name='style']", message },
        {
          selector: 'ArrayPattern',
          message: 'Closing the iterator asks for a `return` that a page may have put on all objects: take at().',
        },
      ],
    },
  },
  {
    files: ['src/conformance.ts'],
    // Runs where adapters are tested, on no page.
    rules: { 'no-restricted-syntax': sinkRules['no-restricted-syntax'] },
  },
  {
    files: ['test/**'],
    // A `describe` is as long as its promises, a table of cases has the columns it needs, and what stands there is read.
    rules: { 'max-lines-per-function': 'off', 'max-params': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['src/i18n/**', 'test/**/fixtures/**', 'test/support/recorded/**'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.base],
    rules: { ...limits, 'no-eval': 'error' },
  },
)
