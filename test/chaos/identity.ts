import { createBackend } from '../../demo/backend/backend.js'
import { createMemoryStore } from '../../demo/backend/memory-store.js'
import type { Person } from '../../demo/backend/persons.js'
import { unauthorized } from '../../demo/backend/refuse.js'
import type { AppHost } from '../../src/api/app.js'
import { toOptions } from '../../src/api/options.js'
import type { platform } from '../../src/app/ground.js'
import * as identityRoom from '../../src/app/identity.js'
import { createLife } from '../../src/app/life.js'
import * as erasingRoom from '../../src/core/erasing.js'
import { markOf } from '../../src/core/persona.js'
import type { ClientCommand, Reply } from '../../src/protocol/commands.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import type { KeyStore } from '../../src/protocol/ports.js'
import type { Transport } from '../../src/protocol/transport.js'
import { createCredential } from '../../src/transports/credential.js'
import { memory } from '../../src/transports/memory.js'
import { createRandom } from '../support/seeded-random.js'
import { createTestSecrets } from '../unit/backend/rig.js'
import { createVirtualClock } from '../support/virtual-clock.js'
import { makeFlaky } from './flaky.js'
import { createShelf, LAG } from './lagging-storage.js'

/*
 * One browser with two tabs, two people, one site. Each word and draft carries whose it is, so that whatever is seen where it
 * must not be gives itself away. Storage is as between the processes of a browser: what one tab writes, the other reads and
 * hears of a moment later.
 */

export type Name = 'A' | 'B'
export const NAMES: readonly Name[] = ['A', 'B']
type Browser = typeof platform

/** A defect that is planted, to see that it is found. */
export interface Defects {
  /** A tab that hears nothing of the others, not even when it wakes up. */
  deaf?: boolean
  /** A pipe that goes on telling after its visitor has left. */
  outlives?: boolean
  /** Everybody's things stand under the same names. */
  shared?: boolean
  /** Whoever leaves stays at the backend: the site's token is good for the next as well. */
  mistaken?: boolean
}

export const createIdentityWorld = async (seed: number, defects: Defects = {}) => {
  const chance = createRandom(seed)
  const time = createVirtualClock()
  const { clock } = time
  let ids = 0
  let faults = 0
  let healed = false
  const newId = () => `${seed}-${ids++}`

  // The site: who is signed in, and the tokens it has given.
  let signedIn: Name | undefined
  let changedAt = -Infinity
  let changes = 0
  const abandoned = new Set<string>()
  let said = 0
  const issued = new Map<string, Person>()
  const issue = (name: Name) => {
    const iat = Math.floor(clock.now() / 1_000)
    const claims = { sub: name, iat, exp: iat + 300, jti: newId() }
    const token = `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`
    issued.set(token, { site: '', sub: name, until: (claims.exp + 30) * 1_000 })
    return token
  }

  const people = new Set<string>()
  const store = createMemoryStore(`site ${seed}`)
  const backend = await createBackend({
    ...{ store, clock, log: () => {}, secrets: createTestSecrets(), widgets: { main: {} }, random: () => 0.5 },
    operators: [{ id: 'anna', name: 'Anna', available: true, maxChats: 9 }],
    identify: async token => {
      const person = issued.get(token)
      people.add(person?.sub ?? '')
      if (!person) throw unauthorized('forged')
      return person
    },
  })
  const flaky = makeFlaky({ clock, chance, isHealed: () => healed, onFault: () => faults++ })
  const streams: Set<(event: ServerEvent) => void> = new Set()
  let firstProof: string | undefined

  const connect: Browser['connect'] = (_, { store: credentials, ...speaking }) => {
    const { token, hear, fail } = createCredential({ store: credentials, log: () => {} })
    const identity = async () => {
      const mine = await speaking.identity()
      firstProof ??= mine
      return defects.mistaken && mine ? firstProof : mine
    }
    const straight = (shown: string | undefined): Transport =>
      memory<ServerEvent, ClientCommand>({
        open: stream => backend.visitor.open({ ...stream, token: token(), identity: shown, widget: 'main' }),
        send: async <C extends ClientCommand>(command: C) =>
          (await backend.visitor.send({ token: token(), identity: shown }, command)) as Reply<C>,
      })
    const pipe: Transport = {
      open: async opening => {
        const take = (event: ServerEvent) => {
          hear(event)
          opening.onEvent(event)
          if (defects.outlives && event.type === 'message.added') for (const other of streams) other(event)
        }
        const other = (event: ServerEvent) => {
          if (!opening.signal.aborted) opening.onEvent(event)
        }
        streams.add(other)
        const signal = defects.outlives ? new AbortController().signal : opening.signal
        return straight(await identity())
          .open({ ...opening, signal, onEvent: take })
          .finally(() => streams.delete(other))
          .catch(fail)
      },
      send: async (command, sending) =>
        straight(await identity())
          .send(command, sending)
          .catch(fail),
    }
    return flaky(pipe)
  }

  const shelf = createShelf(clock, chance)
  /** What each tab may hold in its hands until it can have heard that somebody else is here. */
  const pages = new Set<{ holds(): void }>()
  /** A page in a tab, from its loading to the next. */
  const load = () => {
    const tab = shelf.open()
    let user = signedIn
    let wake = () => {}
    let sleep = () => {}
    let changedHere = 0
    let late: { of: Name[]; until: number } = { of: [], until: -Infinity }
    /** Whose words it may show: of who is signed in, and until it can have heard of a change what it rightly had before. */
    const mayShow = (): (Name | undefined)[] => [
      signedIn,
      ...(tab.isAsleep || clock.now() <= late.until ? late.of : []),
    ]
    const has = (name: Name) => life.person()?.mark === markOf(name) || seen().includes(`«${name}»`)
    const page = {
      holds: () => {
        const may = mayShow()
        late = { of: NAMES.filter(name => may.includes(name) && has(name)), until: clock.now() + LAG }
      },
    }
    pages.add(page)
    const change = (to: Name | undefined) => {
      if (signedIn === to) return
      for (const other of pages) if (other !== page) other.holds()
      // Who says goodbye here sees it done here.
      late = { of: [], until: -Infinity }
      signedIn = to
      changedAt = clock.now()
      changedHere = ++changes
    }
    /** People act on pages of their own, which they see. */
    const isTheirs = () => user === signedIn && !tab.isAsleep
    const storage = (prefix: string): KeyStore => {
      const full = (key: string) => prefix + (defects.shared ? key.replace(/^@\w+:/, '') : key)
      return {
        get: key => tab.values.get(full(key)),
        set: (key, value) => tab.write(full(key), value),
        remove: key => tab.write(full(key), undefined),
        keys: () => [...tab.values.keys()].filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length)),
      }
    }
    const browser: Browser = {
      createStorage: (_, prefix) => storage(prefix),
      watchKey: (key, fn) => (defects.deaf ? () => {} : tab.watch(key, fn)),
      watchLifecycle: ({ onWake, onSleep }) => {
        wake = onWake
        sleep = onSleep
        return () => (wake = sleep = () => {})
      },
      hasNetwork: () => true,
      ...{ connect, newId, clock, random: chance.random },
      loadIdentity: async () => identityRoom,
      loadErasing: async () => erasingRoom,
    }
    const host = {
      options: toOptions({ scope: 's' }),
      doorbell: { setUnread: () => {}, setExpected: () => {} },
      emit: () => {},
      setState: () => {},
      watch: () => {},
    } as unknown as AppHost
    const life = createLife({
      host,
      words: { locale: { value: 'en' } } as never,
      onLeave: () => {},
      onMark: () => {},
      browser,
    })
    const announce = () => {
      if (signedIn) Promise.resolve(life.announce(async () => (signedIn ? issue(signedIn) : undefined))).catch(() => {})
    }
    announce()
    const leave = (verb: () => void) => {
      if (tab.isAsleep) return
      change((user = undefined))
      verb()
    }
    const login = (name: Name) => {
      if (tab.isAsleep) return
      // A site knows one at a time: who is there leaves first.
      if (signedIn && signedIn !== name) leave(life.logout)
      change((user = name))
      announce()
    }
    const conversation = () => life.running()?.conversation
    /** All that a visitor in front of it can see. */
    const seen = () =>
      JSON.stringify([
        conversation()?.thread.value.map(({ body }) => body.text),
        conversation()?.draft.value,
        conversation()?.kept.value,
      ])
    return {
      seen,
      mayShow,
      press: () =>
        life.settle().then(
          () => void life.connect(),
          () => {},
        ),
      say: () => {
        if (!isTheirs()) return
        said++
        const words = `«${user ?? 'nobody'}» ${newId()}`
        life.settle().then(
          () => void life.connect().send(words),
          () => {},
        )
      },
      draft: () => {
        if (!isTheirs()) return
        const words = `«${user ?? 'nobody'}» draft ${newId()}`
        life.settle().then(
          () => life.conversation().setDraft(words),
          () => {},
        )
      },
      /** Whose page it is now, by what the site knows. */
      loginA: () => login('A'),
      loginB: () => login('B'),
      logout: () => leave(life.logout),
      forget: () => leave(() => void life.forget()),
      sleep: () => {
        tab.isAsleep = true
        sleep()
      },
      wake: () => {
        tab.isAsleep = false
        if (!defects.deaf) wake()
      },
      close: () => {
        // It has not heard of the goodbye: what it wrote goes when somebody comes or leaves again.
        if (tab.isAsleep || (changedHere < changes && clock.now() - changedAt <= LAG))
          for (const key of tab.values.keys()) abandoned.add(key)
        life.stop()
        pages.delete(page)
        tab.close()
      },
    }
  }

  return {
    chance,
    time,
    load,
    stored: shelf.values,
    signedIn: () => signedIn,
    heal: () => void (healed = true),
    /** Keys that stood there for tabs which were closed before they could hear of a goodbye. */
    abandoned,
    counts: () => ({ faults, said, people: people.size }),
    /** An operator answers everybody who waits. */
    answer: async () => {
      for (const row of await store.rows(0, 10_000))
        if (row.change.type === 'message.added' && row.change.message.from === 'visitor' && chance.random() < 0.3) {
          const { session, body } = row.change.message
          const anna = (command: object) => backend.desk.send('anna', { id: newId(), ...command }).catch(() => {})
          await anna({ type: 'session.accept', session })
          await anna({ type: 'message.send', session, text: `answer to ${body.text}` })
        }
    },
    /** Whose words stand with whom at the backend. */
    mixed: async () => {
      const owners = new Map<string, string>()
      const found: string[] = []
      for (const { client, change } of await store.rows(0, 10_000)) {
        if (change.type === 'client.changed' && change.client.identity) owners.set(client, change.client.identity.sub)
        const owner = owners.get(client)
        if (change.type === 'message.added' && owner) {
          const whose = /«(\w+)»/.exec(change.message.body.text)?.[1]
          if (whose && whose !== 'nobody' && whose !== owner) found.push(`${owner} has “${change.message.body.text}”`)
        }
      }
      return found
    },
    dispose: backend.dispose,
  }
}
export type IdentityWorld = Awaited<ReturnType<typeof createIdentityWorld>>
