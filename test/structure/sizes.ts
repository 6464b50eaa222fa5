import { tableFrom } from './readme-tables.js'

/** One row of the README's table. */
export interface SizeRow {
  what: string
  brotli: string
  budget: string
}

/** Reads the table behind the README's `<!-- sizes -->` marker: `| what | brotli | budget |`. */
export const sizeTable = (readme: string): SizeRow[] =>
  tableFrom(readme, '<!-- sizes -->').map(([what = '', brotli = '', budget = '']) => ({
    what: what.replaceAll('`', ''),
    brotli,
    budget,
  }))
