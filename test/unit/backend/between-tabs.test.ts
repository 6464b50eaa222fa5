import { expect, it, vi } from 'vitest'
import { betweenTabs } from './between-tabs.js'
import type * as Rig from './rig.js'

/* Journeys of the backend once more: everybody who talks to it sits in a tab of their own. */

const made = vi.hoisted(() => ({ rigs: 0 }))
vi.mock('./rig.js', async original => {
  const rig = await original<typeof Rig>()
  const createRig = (given: object) => {
    made.rigs++
    return rig.createRig({ ...given, way: betweenTabs })
  }
  return { ...rig, createRig }
})
await import('./journey.test.js')
await import('./desk.test.js')

it('were had between tabs', () => expect(made.rigs).toBeGreaterThan(20))
