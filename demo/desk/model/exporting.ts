import type { Id } from '../../../src/protocol/entities.js'
import { parsePerson } from '../../protocol/parse-settings.js'
import type { SettingsOptions } from './settings.js'

/** What is kept of a client, for an administrator to give to them. */
export const createExporting = ({ ask, newId }: SettingsOptions) => ({
  exportPerson: async (client: Id): Promise<string> => {
    const { person } = parsePerson(await ask({ id: newId(), type: 'client.export', client }))
    return JSON.stringify(person, undefined, 2)
  },
})
