import { createBackend } from '../../demo/backend/backend.js'
import { createNodeSecrets } from '../../demo/server/node-secrets.js'
import { createSqliteStore } from '../../demo/server/stores/sqlite.js'
import type { ServerEvent } from '../../src/protocol/events.js'

const OPERATORS = [{ id: 'anna', name: 'Anna', title: 'Advice and orders', available: true, maxChats: 4 }]
const CLOCK = { now: Date.now, after: () => () => {} }

/** Writes a database with a little of everything: two visitors, an answered conversation, one who waits. */
export const makeStore = async (path: string): Promise<void> => {
  const store = createSqliteStore({ path, epoch: 'made' })
  const backend = await createBackend({
    store,
    clock: CLOCK,
    log: () => {},
    operators: OPERATORS,
    widgets: { main: {} },
    secrets: createNodeSecrets('of the test'),
  })
  const arrive = () =>
    new Promise<string>((resolve, reject) => {
      const leave = backend.visitor.open({
        token: undefined,
        widget: 'main',
        after: undefined,
        locale: 'cs',
        onEvent: (event: ServerEvent) => {
          if (event.type !== 'hello') return
          resolve(event.visitor.token ?? '')
          queueMicrotask(() => leave())
        },
        close: reject,
      })
    })
  const ring = async (text: string) => {
    const token = await arrive()
    const start = { id: `start ${text}`, type: 'session.start', entry: 'webchat', widget: 'main' }
    const { session } = (await backend.visitor.send(token, start)) as { session: { id: string } }
    await backend.visitor.send(token, { id: `say ${text}`, type: 'message.send', text })
    return session.id
  }
  const session = await ring('The doorbell is silent')
  await backend.desk.send('anna', { id: 'accept', type: 'session.accept', session })
  await backend.desk.send('anna', { id: 'answer', type: 'message.send', session, text: 'Is there a battery in it?' })
  await ring('Příliš žluťoučký kůň')
  await backend.dispose()
  await store.close()
}
