/** One row of the README's table. */
export interface SizeRow {
  what: string
  brotli: string
  budget: string
}

/** Reads the table between the README's two `<!-- sizes -->` markers: `| what | brotli | budget |`. */
export const sizeTable = (readme: string): SizeRow[] =>
  (readme.split('<!-- sizes -->')[1] ?? '')
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .map(line => {
      const [what = '', brotli = '', budget = ''] = line
        .split('|')
        .slice(1)
        .map(cell => cell.replaceAll('`', '').trim())
      return { what, brotli, budget }
    })
