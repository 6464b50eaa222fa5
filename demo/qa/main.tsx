import { render } from 'preact'
import { dress, followTheme } from '../desk/parts/sheets.js'
import { readChoices } from './choices.js'
import { createFaults } from './faults.js'
import { createQa } from './model.js'
import { Page } from './Page.js'
import css from './Qa.css'

/** The protocol and nothing else: files, the desk's links and other pages keep their network. */
const isOurs = ({ origin, pathname }: URL): boolean =>
  origin === location.origin && /^\/v1\/(stream|commands)$/.test(pathname)

dress(css)
followTheme()
const faults = createFaults({
  fetch: window.fetch.bind(window),
  isOurs,
  after: (ms, fn) => void setTimeout(fn, ms),
  base: location.href,
})
// Before the widget comes, since it takes the `fetch` that it finds.
window.fetch = faults.fetch
const qa = createQa(readChoices(location.search), faults)
qa.reload()
render(<Page qa={qa} />, document.getElementById('tools') ?? document.body)
