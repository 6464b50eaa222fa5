import type { FileRef } from '../../protocol/entities.js'

/*
 * What stands in a draft: `id at size name` of a file that the backend has, `: name` of one that it has not. Only the id
 * goes out with the form.
 */

/** Ms after which a backend may have dropped what nothing uses, and an hour less. */
const KEPT = 82_800_000

/** A file that a field holds. */
export interface Here {
  id: string
  /** When it came. */
  at: number
  /** Bytes. */
  size: number
  name: string
}

export const toValue = ({ id, size, name }: Pick<FileRef, 'id' | 'size' | 'name'>, at: number): string =>
  `${id} ${at} ${size} ${name}`

export const toPending = (name: string): string => `: ${name}`

/** The name of one that is not here; undefined where none is meant. */
export const pendingIn = (value: string): string | undefined => (value.startsWith(':') ? value.slice(2) : undefined)

/** Undefined when it is none, when nobody knows what it is, or when it is too old to be there still. */
export const hereIn = (value: string, now: number): Here | undefined => {
  const read = /^([\w-]+) (\d+) (\d+) (.+)$/.exec(value)
  if (!read || now - Number(read.at(2)) >= KEPT) return undefined
  return { id: read.at(1) ?? '', at: Number(read.at(2)), size: Number(read.at(3)), name: read.at(4) ?? '' }
}
