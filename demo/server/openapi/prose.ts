import { MOST_STREAMS } from '../../backend/visitor.js'
import { LARGEST_BODY } from '../body.js'
import { RATES } from '../limits.js'
import { HEARTBEAT } from '../sse.js'

const rate = ({ burst, perSecond }: { burst: number; perSecond: number }) =>
  `${burst} at once and ${perSecond} a second`

/** What stands at the head of the document, for who writes the other end. */
export const description = `
One stream tells, one address takes. A visitor opens \`POST /v1/stream\` and reads events; what they do goes to
\`POST /v1/commands\`, one command a request. The desk has the same pair under \`/v1/desk\`.

**The stream.** \`hello\`, then \`snapshot\` or a replay of what was missed, then \`live\`, then whatever happens, in one
order for all readers. An event with a \`cursor\` is kept by the backend; one without is of the moment. Remember the last
cursor you have *applied*, in memory, and give it back as \`after\`; a cursor is opaque text minted by the backend. \`bye\`
or a cut: come back, with growing pauses. Any byte is a sign of life, and one comes at least every ${HEARTBEAT / 1_000} s. Entities merge by
\`id\`: the higher \`version\` wins.

**Commands.** Each carries an id of the client’s making. The same id and body again has the effect of once, for ever; so
after a cut, a 5xx or a time-out, send the same command again. Fields that a schema does not name are left behind, and
\`null\` counts as absent. All lengths of text are in UTF-16 code units. What the schemas list under \`x-refused\` is
refused as it says there, and commands under \`x-unsupported\` are answered with 422 \`unsupported\`.

**Refusals.** JSON: \`code\` for programs, \`message\` for developers. 401: the credential is over. 404: not there, or not
yours; nobody learns which. 429: \`Retry-After\` in seconds. 5xx, also from a proxy: nobody knows whether the command was
taken. Other 4xx: refused for good, repeating is useless.

**Credentials.** A visitor is a bearer token in \`Authorization\`, made by the backend, never in an address and never in a
cookie. The desk has a cookie, and speaks to its own pages only.

**CORS.** Pages of allowed origins are compared whole and named in \`Access-Control-Allow-Origin\`, never with
credentials; every answer has \`Vary: Origin\`. It keeps strangers from embedding the widget; it authenticates nobody, and a
request without \`Origin\` is not a page’s.

**Limits.** A request has at most ${LARGEST_BODY} bytes. Commands of one token, of one person whom a site names, or of one operator: ${rate(RATES.commands)}.
By address: commands ${rate(RATES.commandsOfAddress)}, streams ${rate(RATES.streamsOfAddress)}, new visitors
${rate(RATES.visitorsOfAddress)}, logins ${rate(RATES.loginsOfAddress)}. A visitor has ${MOST_STREAMS} streams at once; one more sends the oldest away.

**Versions.** \`protocol\` is a whole number. What a newer backend adds, event types, fields, values of \`kind\`, is to be
ignored by who does not know it.
`.trim()
