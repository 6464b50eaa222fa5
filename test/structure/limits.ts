import type { Sources } from './sources.js'

/** No file is longer than this; the aim is 200. */
const LONGEST = 300

/** Words and recorded fixtures are as long as they are. */
const isExempt = (path: string): boolean => /^src\/i18n\/|\/fixtures\/|\/recorded\//.test(path)

const lines = (text: string): number => text.split('\n').filter(line => line.trim()).length

/** Rooms that collect what nobody wanted to name. */
const vague = /(^|\/)(utils?|helpers?|common|managers?|misc|lib)(\/|\.|$)/

export const tooLong = (sources: Sources): string[] =>
  [...sources].filter(([path, text]) => !isExempt(path) && lines(text) > LONGEST).map(([path]) => path)

export const badlyNamed = (paths: Iterable<string>): string[] =>
  [...paths].filter(
    path =>
      vague.test(path) ||
      !/^(\.?[a-z0-9][a-z0-9.-]*|[A-Z][A-Za-z0-9]*(\.test)?\.(tsx|css))$/.test(path.split('/').pop() ?? ''),
  )
