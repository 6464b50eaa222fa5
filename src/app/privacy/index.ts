import type { AppHost } from '../../api/app.js'
import { ZvonekError } from '../../api/errors.js'
import { createTabs } from '../../browser/tabs.js'
import { clearKeys } from '../../core/erase.js'
import type { KeyStore } from '../../protocol/ports.js'

/** What the room needs of a page's life. */
interface Life {
  root: KeyStore
  running(): unknown
  person(): { mark: string } | undefined
  goesOn(): unknown
  conversation(): unknown
  settleSoon(): Promise<void> | undefined
  yieldTo(clear?: () => void): void
}

export interface PrivacyParts {
  host: Pick<AppHost, 'options' | 'emit'>
  life: Life
  rules: { look(): void; forget(): void }
  /** Looks whether the page was opened by a link with a number. */
  onLink(): void
}

/** What a site that demands consent has told of it, and what tabs tell each other that share no storage. */
export const start = ({ host, life, rules, onLink }: PrivacyParts, signal: AbortSignal) => {
  const { options, emit } = host
  const { root } = life
  let waiting: ((isGiven: boolean) => void)[] = []
  /** Nothing stays of whoever was here, in this tab. */
  const drop = () => {
    const clear = () => clearKeys(root)
    if (life.running()) life.yieldTo(clear)
    else clear()
  }
  const tabs = createTabs(`zvonek:${options.scope}`, mark => {
    if (!mark) return drop()
    const person = life.person()
    if (person && person.mark !== mark) life.yieldTo()
  })
  signal.addEventListener('abort', tabs.close)
  return {
    /** Somebody has come, by their mark; or everybody has left. With local storage, tabs hear of it by that. */
    tell: (mark: string) => options.storage !== 'local' && tabs.tell(mark),
    /** The site is told that somebody wants in. @throws {ZvonekError} `consent`, when they have not agreed. */
    settle: async () => {
      if (!options.consent) return
      emit('consent', {})
      if (!(await new Promise<boolean>(resolve => waiting.push(resolve))))
        throw new ZvonekError('consent', 'The visitor has not agreed.')
    },
    set: (isGiven: boolean): Promise<void> | undefined => {
      options.consent = !isGiven
      for (const go of waiting) go(isGiven)
      waiting = []
      if (!isGiven) {
        rules.forget()
        return void drop()
      }
      rules.look()
      onLink()
      if (life.goesOn()) life.conversation()
      return life.settleSoon()
    },
  }
}
export type Privacy = ReturnType<typeof start>
