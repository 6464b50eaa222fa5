import type { FileRef, Id } from '../../protocol/entities.js'

/*
 * What stands in a draft, one line for each file: `id at:upload size name` of one that the backend has, `:upload name` of
 * one that it has not. Only the ids go out with the form.
 */

/** Ms after which a backend may have dropped what nothing uses, and an hour less. */
const KEPT = 82_800_000

/** A file that a field holds. */
export interface Here {
  id: Id
  /** When it came. */
  at: number
  /** Its upload, by which the backend lets go of it; unknown in drafts of an earlier version. */
  upload: Id | undefined
  /** Bytes. */
  size: number
  name: string
}

export const toValue = ({ id, size, name }: Pick<FileRef, 'id' | 'size' | 'name'>, at: number, upload: Id): string =>
  `${id} ${at}:${upload} ${size} ${toLine(name)}`

export const toPending = (upload: Id, name: string): string => `:${upload} ${toLine(name)}`

const toLine = (name: string) => name.replace(/\s/g, ' ')

/** The upload and the name of one that is not here; undefined where none is meant. */
export const pendingIn = (line: string): { upload: Id; name: string } | undefined => {
  const read = /^:(\S*) (.*)$/.exec(line)
  return read ? { upload: read.at(1) ?? '', name: read.at(2) ?? '' } : undefined
}

/** Undefined when it is none, when nobody knows what it is, or when it is too old to be there still. */
export const hereIn = (line: string, now: number): Here | undefined => {
  const read = /^([\w-]+) (\d+)(?::(\S+))? (\d+) (.+)$/.exec(line)
  if (!read || now - Number(read.at(2)) >= KEPT) return undefined
  const part = (at: number) => read.at(at) ?? ''
  return { id: part(1), at: Number(part(2)), upload: read.at(3), size: Number(part(4)), name: part(5) }
}
