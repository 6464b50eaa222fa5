import type { Time } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import { topicOfWidget, type Bus } from './bus.js'
import type { Context } from './context.js'
import { doorOf } from './departments.js'
import type { State } from './state.js'

/** What stands at the door of every widget: told anew when it changes, by what happens or by the clock. */
export interface Doorplate {
  /** Call after every batch. */
  tell(state: State): void
  dispose(): void
}

export interface DoorplateOptions {
  bus: Bus
  clock: Clock
  around(): Pick<Context, 'widgets' | 'groups' | 'served'>
  /** Makes `tell` be called. */
  again(): Promise<void>
}

/** Ms: no timer of a platform is set for longer than some weeks, and what failed is tried again. */
const LONGEST = 86_400_000
const REPEAT = 5_000

export const createDoorplate = ({ bus, clock, around, again }: DoorplateOptions): Doorplate => {
  const before = new Map<string, string>()
  let due: Time | undefined
  let undo = () => {}

  const tellAll = (state: State, now: Time) => {
    const house = around()
    for (const name of Object.keys(house.widgets)) {
      const door = doorOf(house, name, { state, now })
      const told = JSON.stringify(door)
      if (before.get(name) !== told) bus.publish(topicOfWidget(name), { type: 'availability', ...door })
      before.set(name, told)
    }
  }
  const wake = (ms: number) => {
    undo = clock.after(ms, () => {
      due = undefined
      again().catch(() => wake(REPEAT))
    })
  }
  /** Only while somebody looks: who comes later is told on entering. */
  const arm = (now: Time) => {
    const { groups, served } = around()
    const changes = served.size ? groups.all().flatMap(({ hours }) => hours?.nextChange(now) ?? []) : []
    const next = changes.length ? Math.min(...changes) : undefined
    if (next === due) return
    undo()
    due = next
    if (next !== undefined) wake(Math.min(next - now, LONGEST))
  }

  return {
    tell: state => {
      const now = clock.now()
      tellAll(state, now)
      arm(now)
    },
    dispose: () => undo(),
  }
}
