import { expect, type Locator, type Page } from '@playwright/test'
import { notFolding } from './dialog.js'

/** A call as either side finds it: on the call page, in the panel, at the desk. */
export interface CallOn {
  readonly page: Page
  readonly stage: Locator
  button(name: string): Locator
  /** What of the other side has arrived, by the browser's own count. */
  received(): Promise<Received>
  /** Resolves once pictures and sound of the other side go on arriving from now on. */
  goesOn(): Promise<Received>
  /** The same, where the call is in sight. */
  flows(): Promise<Received>
}

export interface Received {
  frames: number
  sound: number
  /** Kinds of the two candidates in use. */
  pair: string
}

export const callOn = (page: Page): CallOn => {
  const stage = page.getByRole('group', { name: /^Video call with/ }).and(notFolding(page))
  const received = () => page.evaluate(count)
  const goesOn = async () => {
    const before = await received()
    await expect
      .poll(async () => {
        const now = await received()
        return now.frames > before.frames + 3 && now.sound > before.sound + 3
      }, FLOWS)
      .toBe(true)
    return received()
  }
  return {
    page,
    stage,
    button: name => stage.getByRole('button', { name, exact: true }),
    received,
    goesOn,
    flows: async () => {
      await expect(stage).toBeVisible(FLOWS)
      return goesOn()
    },
  }
}

/** A first picture waits for two cameras, two browsers and the way between them. */
const FLOWS = { timeout: 45_000 }

const count = async (): Promise<Received> => {
  const found = { frames: 0, sound: 0, pair: '' }
  const peer = window.zvonekTestPeers.findLast(one => one.signalingState !== 'closed')
  if (!peer) return found
  const stats = [...((await peer.getStats()).values() as Iterable<Record<string, unknown>>)]
  const kindOf = (id: unknown) => (stats.find(one => one.id === id)?.candidateType ?? '') as string
  for (const stat of stats) {
    if (stat.type === 'inbound-rtp' && stat.kind === 'video') found.frames += Number(stat.framesDecoded ?? 0)
    if (stat.type === 'inbound-rtp' && stat.kind === 'audio') found.sound += Number(stat.packetsReceived ?? 0)
    if (stat.type !== 'transport') continue
    const pair = stats.find(one => one.id === stat.selectedCandidatePairId)
    found.pair = `${kindOf(pair?.localCandidateId)} ${kindOf(pair?.remoteCandidateId)}`
  }
  return found
}
