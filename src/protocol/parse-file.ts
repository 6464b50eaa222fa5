import type { FileRef } from './entities.js'
import { number, optional, record, text, type Parser } from './parse.js'

/** Reads what a message of the kind `file` holds. @throws {Malformed} */
export const parseFile: Parser<FileRef> = record<FileRef>({
  id: text,
  name: text,
  type: text,
  size: number,
  url: text,
  width: optional(number),
  height: optional(number),
})
