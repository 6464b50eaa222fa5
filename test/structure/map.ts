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
