/** What there is to compare: file names, and the text of each page that shows some of them, by its path. */
export interface Gallery {
  /** Names of files that the script takes. */
  taken: readonly string[]
  /** Files of the folder, with their bytes. */
  files: ReadonlyMap<string, number>
  pages: ReadonlyMap<string, string>
}

/** Bytes of all pictures together. */
const MOST = 1_500_000

/** Where script, folder and pages disagree, one sentence each. */
export const galleryFaults = ({ taken, files, pages }: Gallery): string[] => {
  const shown = [...pages].flatMap(([page, text]) => picturesIn(text).map(({ name, alt }) => ({ page, name, alt })))
  const names = new Set(shown.map(({ name }) => name))
  const weight = [...files.values()].reduce((sum, bytes) => sum + bytes, 0)
  return [
    ...taken.filter(name => !files.has(name)).map(name => `${name} is not taken yet: npm run pictures`),
    ...[...files.keys()]
      .filter(name => !taken.includes(name))
      .map(name => `${name} is nobody’s: the script does not take it`),
    ...[...files.keys()].filter(name => !names.has(name)).map(name => `${name} is shown nowhere`),
    ...shown
      .filter(({ name }) => !files.has(name))
      .map(({ page, name }) => `${page} shows ${name}, which is not there`),
    ...shown.filter(({ alt }) => !alt.trim()).map(({ page, name }) => `${page} shows ${name} without a word`),
    ...(weight > MOST ? [`all pictures have ${weight} bytes, more than ${MOST}`] : []),
  ]
}

/** Pictures of a Markdown page with their words: `<picture>` in two themes, or an image of Markdown. */
const picturesIn = (text: string) => [
  ...[...text.matchAll(/<picture>(.*?)<\/picture>/gs)].flatMap(([, inner = '']) => {
    const [, alt = ''] = /<img[^>]*\balt="([^"]*)"/.exec(inner) ?? []
    return [...inner.matchAll(/(?:src|srcset)="([^"]+\.png)"/g)].map(([, path = '']) => ({ name: nameOf(path), alt }))
  }),
  ...[...text.matchAll(/!\[([^\]]*)\]\(([^)\s]+\.png)\)/g)].map(([, alt = '', path = '']) => ({
    name: nameOf(path),
    alt,
  })),
]

const nameOf = (path: string) => path.split('/').at(-1) ?? path
