import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transportChecks, type RigVisitor } from '../../src/conformance.js'
import { createChannelRig } from './channel-rig.js'

let rig: Awaited<ReturnType<typeof createChannelRig>>
beforeAll(async () => {
  rig = await createChannelRig()
})
afterAll(() => rig.dispose())

describe('the channel between tabs', () => {
  const visitor = (): Promise<RigVisitor> => rig.visitor()
  for (const { name, run } of transportChecks({ visitor })) it(name, run)

  it('has no line in use once every guest has let go', async () => {
    await expect.poll(() => rig.lines()).toBe(0)
  })
})
