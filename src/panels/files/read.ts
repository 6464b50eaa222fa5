import type { FileRef, WireBody } from '../../protocol/entities.js'
import { parseFile } from '../../protocol/parse-file.js'

/** The file of a message; undefined when it is none, or of a shape that we do not know: then its words are true. */
export const readFile = ({ kind, data }: WireBody): FileRef | undefined => {
  if (kind !== 'file') return undefined
  try {
    return parseFile(data)
  } catch {
    return undefined
  }
}
