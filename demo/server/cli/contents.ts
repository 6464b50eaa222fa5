import type { Contents } from '../data/backup.js'

/** What a file holds, in words. */
export const toWords = ({ clients, rows, operators, widgets }: Contents): string =>
  [
    `${many(clients, 'visitor')} with ${many(rows, 'row')} of log`,
    many(operators, 'operator'),
    many(widgets, 'widget'),
  ].join(', ')

const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
