import type { WidgetState } from '../../api/events.js'

/** Gives the word back, if it was not taken by another meanwhile. */
export type Done = () => void

export interface WordOptions {
  state(): WidgetState
  /** Our mark that a conversation runs. */
  isMarked(): boolean
  /** Nobody speaks to the visitor any more. */
  onQuiet(): void
}

/** Who may speak to the visitor: one at a time, and none while they talk to somebody. */
export const createWord = ({ state, isMarked, onQuiet }: WordOptions) => {
  let holder: { priority: number } | undefined
  /** Before the backend has told of a session, the mark says that there is one. */
  const isTalking = () => {
    const { open, session } = state()
    return !!open || (session ? session.state !== 'ended' : isMarked())
  }
  return {
    isTalking,
    /** Priority that another has to be above. */
    priority: () => (isTalking() ? Infinity : (holder?.priority ?? -Infinity)),
    /** Without a priority nothing is taken. */
    take: (priority: number | undefined): Done => {
      if (priority === undefined) return () => {}
      const mine = (holder = { priority })
      return () => {
        if (holder !== mine) return
        holder = undefined
        onQuiet()
      }
    },
  }
}
