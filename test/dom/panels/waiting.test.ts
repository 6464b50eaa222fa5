import { signal } from '@preact/signals'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { fillGaps } from '../../support/jsdom-gaps.js'
import type { View } from '../../../src/panels/chat/view.js'
import { start } from '../../../src/panels/waiting/index.js'
import type { Session } from '../../../src/protocol/entities.js'

beforeAll(fillGaps)

/** A queue in front of this visitor, and a launcher with these buttons. */
const waitWith = (buttons: readonly string[], position: number) => {
  const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
  for (const entry of buttons) Object.assign(root.appendChild(document.createElement('button')), { value: entry })
  const session: Pick<Session, 'state' | 'position'> = { state: 'queued', position }
  const view: Pick<View, 'aside' | 'words'> & { root: ShadowRoot; session: typeof session; onClose(): void } = {
    ...{ root, session, aside: signal(undefined), onClose: () => {} },
    words: {} as View['words'],
  }
  const undo = start(view as View)
  onTestFinished(() => {
    undo()
    root.host.remove()
  })
  return view.aside
}

describe('a call instead of a long queue', () => {
  it('is offered from the third place on', () => {
    expect(waitWith(['webchat', 'callback'], 3).value).toBeDefined()
    expect(waitWith(['webchat', 'callback'], 2).value).toBeUndefined()
  })

  it('is not offered by a site that offers no calls', () => {
    expect(waitWith(['webchat'], 9).value).toBeUndefined()
  })
})
