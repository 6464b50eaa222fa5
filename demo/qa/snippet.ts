/** What a site writes into its page to have the widget as it stands here. */
import type { Device } from '../../src/messengers.js'
import { isWithoutServer, toOptions, type Choices } from './choices.js'

/** @param origin of the server, such as `http://localhost:4880`; `device`: whose messengers can be reached */
export const toSnippet = (choices: Choices, { origin, device }: { origin: string; device: Device }): string => {
  const { widget = 'main' } = choices
  const options = toOptions(choices, device)
  if (isWithoutServer(choices))
    return `createWidget(${JSON.stringify({ ...options, widget, transport: '…' }, null, 2)})`
  const data = Object.keys(options).length ? ` data-options='${toAttribute(JSON.stringify(options))}'` : ''
  const address = `${origin}/zvonek.js?${new URLSearchParams({ widget }).toString()}`
  return `<script async src="${address}"${data} referrerpolicy="no-referrer"></script>`
}

const toAttribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('<', '&lt;')
