import { signal } from '@preact/signals-core'
import type { Id, PageView } from '../../../src/protocol/entities.js'
import { addPage } from '../../../src/protocol/page-list.js'
import type { DeskEvent } from '../../protocol/desk.js'

const NOWHERE: readonly PageView[] = []

/** Where clients have been: what was told of the past, and each page from then on. */
export const createTrails = () => {
  const trails = signal<ReadonlyMap<Id, readonly PageView[]>>(new Map())
  /** What is older than what was heard leads nowhere. */
  const versions = new Map<Id, number>()
  const add = (client: Id, pages: readonly PageView[]): void => {
    const before = trails.peek().get(client) ?? NOWHERE
    trails.value = new Map(trails.peek()).set(client, pages.reduce(addPage, before))
  }
  const begin = (): void => {
    trails.value = new Map()
    versions.clear()
  }
  return {
    of: (client: Id): readonly PageView[] => trails.value.get(client) ?? NOWHERE,
    take: (event: DeskEvent): void => {
      if (event.type === 'snapshot') begin()
      if (event.type === 'erased')
        trails.value = new Map([...trails.peek()].filter(([client]) => !event.clients.includes(client)))
      if (event.type === 'pages.told') add(event.client, event.pages)
      if (event.type !== 'client.changed') return
      const { id, page, version } = event.client
      if ((versions.get(id) ?? 0) >= version) return
      versions.set(id, version)
      if (page) add(id, [page])
    },
  }
}
