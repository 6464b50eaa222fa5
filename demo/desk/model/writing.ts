import { signal } from '@preact/signals-core'
import { createWriting } from '../../../src/core/writing.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { Clock } from '../../../src/protocol/ports.js'

/** Which visitors are writing, one sign per session. */
export const createWritings = (clock: Clock) => {
  const signs = signal<ReadonlyMap<Id, ReturnType<typeof createWriting<true>>>>(new Map())
  return {
    isWriting: (session: Id): boolean => signs.value.get(session)?.who.value ?? false,
    set: (session: Id, on: boolean): void => {
      const sign = signs.peek().get(session) ?? createWriting<true>(clock)
      sign.set(on || undefined)
      if (!signs.peek().has(session)) signs.value = new Map(signs.peek()).set(session, sign)
    },
    dispose: (): void => {
      for (const sign of signs.peek().values()) sign.dispose()
    },
  }
}
