/** How much is taken. Generous for a person, little for a program. */
export interface FileRules {
  /** Bytes of one file. */
  size: number
  /** Bytes of one part. */
  part: number
  /** Files of one visitor, or operator, that nothing holds yet. */
  waiting: number
  /** What one visitor may have here altogether. */
  files: number
  bytes: number
  /** What everybody may have here altogether, in bytes. */
  site: number
  /** Ms after which a file that nothing uses is removed. */
  unused: number
}

export const FILE_RULES: FileRules = {
  size: 20_000_000,
  part: 512 * 1024,
  waiting: 10,
  files: 200,
  bytes: 400_000_000,
  site: 20_000_000_000,
  unused: 86_400_000,
}
