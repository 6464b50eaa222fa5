import { openCallPage } from '../../src/call-page.js'

/** `/call`, where “Video call” leads. */
openCallPage({ server: location.origin, parent: document.body })
