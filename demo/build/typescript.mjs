import esbuild from 'rollup-plugin-esbuild'
import { crossingNames } from './short-names.mjs'

/** `h(type, props, ...children)` is 0.2 kB smaller in the built files than the automatic runtime and its `children:`. */
export const typescript = ({ short = false } = {}) => [
  {
    name: 'jsx-names',
    transform: (code, id) =>
      id.endsWith('.tsx')
        ? { code: `import { h as __h, Fragment as __Fragment } from 'preact';${code}`, map: null }
        : null,
  },
  esbuild({
    target: 'es2022',
    jsx: 'transform',
    jsxFactory: '__h',
    jsxFragment: '__Fragment',
    tsconfig: false,
    ...(short && crossingNames()),
  }),
]
