/** Names in the tree of `src/README.md`, folders with a slash. */
export const mappedNames = (readme: string): string[] =>
  (readme.split('```')[1] ?? '').split('\n').flatMap(line => /^([\w.-]+\/?)\s/.exec(line)?.[1] ?? [])

/** What the map shows and the folder lacks, or the other way round. */
export const mapFaults = (readme: string, names: readonly string[]): string[] => {
  const mapped = mappedNames(readme)
  return [
    ...mapped.filter(name => !names.includes(name)).map(name => `${name} is on the map only`),
    ...names.filter(name => !mapped.includes(name)).map(name => `${name} is not on the map`),
  ]
}

/** A room of the widget: the name of its file, and where its source is below `src`. */
export interface Room {
  name: string
  source: string
}

/** Rooms as `rollup.config.mjs` makes them: of a folder its `index` is the source. */
export const builtRooms = (config: string): Room[] => {
  const [, list = ''] = /createRooms\(\{\n(.*?)^\}\)/ms.exec(config) ?? []
  return [...list.matchAll(/(\w+): 'src\/([^']+)'/g)].map(([, name = '', source = '']) => ({
    name,
    source: source.replace(/\/index\.tsx?$/, ''),
  }))
}

/** Rooms as the map's table has them. */
export const toldRooms = (table: readonly string[][]): Room[] =>
  table.map(([name = '', source = '']) => ({ name: name.replaceAll('`', ''), source: source.replaceAll('`', '') }))

/** Folders of panels that neither the table nor the text beside it names. */
export const homeless = (readme: string, folders: readonly string[]): string[] =>
  folders.filter(folder => !readme.includes(`panels/${folder}`) && !readme.includes(`${folder}/`))
