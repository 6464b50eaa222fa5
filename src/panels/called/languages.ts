import { page } from '../../page.js'

/**
 * Languages that tell where somebody may be, the likeliest first: of the panel, of the page, of the browser. English pages are
 * read everywhere, so only the browser's English counts.
 */
export const likelyLanguages = (spoken: string): string[] => [
  ...[spoken, page('documentElement').lang].filter(tag => tag && !/^en\b/i.test(tag)),
  ...navigator.languages,
]
