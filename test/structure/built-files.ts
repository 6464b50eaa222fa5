import type { Sources } from './sources.js'

/** What turns a string into nodes or code, keeps a page out of the back/forward cache, or talks to strangers. */
const forbidden = [
  /innerHTML/i,
  /outerHTML/,
  /insertAdjacentHTML/,
  /setHTML(Unsafe)?\b/,
  /document\s*\.\s*write/,
  /DOMParser/,
  /createContextualFragment/,
  /srcdoc/i,
  /\beval\s*\(/,
  /\bnew\s+Function\b/,
  /\bset(Timeout|Interval)\s*\(\s*["'`]/,
  /setAttribute\s*\(\s*["'`](style|on)/i,
  /["'`](before)?unload["'`]|\bon(before)?unload\b/,
  // With one plain word it stays within the origin: so tabs of the demo talk to each other.
  /\bpostMessage\s*\((?![\w$]+\))/,
]

/** Everything forbidden that stands in built files, as `file: text`. */
export const forbiddenIn = (files: Sources): string[] =>
  [...files].flatMap(([path, text]) =>
    forbidden.flatMap(pattern => {
      const match = pattern.exec(text)
      return match ? [`${path}: ${match[0]}`] : []
    }),
  )

/** Built files with numbering plans of the world in them, such as that of +420. */
export const knowingNumbers = (files: Sources): string[] =>
  [...files].flatMap(([path, text]) => (/\b(CZ|"CZ"|'CZ'):\s*\[["'`]420["'`]/.test(text) ? [path] : []))

/** Static imports of a built module, as paths beside it. */
export const staticImports = (text: string): string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*["']([^"']+)["']/g)].map(match => match[1] ?? '')

/** Names a built module exports. */
export const exportedNames = (text: string): string[] => {
  const list = /export\s*\{([^}]*)\}/.exec(text)?.[1] ?? ''
  const named = list.split(',').map(
    item =>
      item
        .trim()
        .split(/\s+as\s+/)
        .pop() ?? '',
  )
  return /export\s+default/.test(text) ? [...named, 'default'] : named
}
