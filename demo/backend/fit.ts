/** Bytes of JSON that fit into one frame of a stream, with room for what stands around them. */
const FRAME = 60 * 1024

export interface Room {
  /** Whether `value` still fits; if so, its place is taken. */
  take(value: unknown): boolean
}

/** Measures what goes into one frame. */
export const createRoom = (): Room => {
  const encoder = new TextEncoder()
  let left = FRAME
  return {
    take: value => {
      const size = encoder.encode(JSON.stringify(value)).length + 1
      if (size > left) return false
      left -= size
      return true
    },
  }
}
