import { readFile } from '../../../src/panels/files/read.js'
import { Sent } from '../../../src/panels/files/Sent.js'
import { linked } from '../../../src/panels/parts/links.js'
import type { WireBody } from '../../../src/protocol/entities.js'
import { Filled, readInForm } from './Filled.js'

/** What a message holds: words, a file, or a form. Of pictures only those that the backend has looked at are shown. */
export const Said = ({ body }: { body: WireBody }) => {
  const file = readFile(body)
  if (file) return <Sent locale="en" file={file} />
  const inForm = readInForm(body)
  return <>{inForm ? <Filled it={inForm} /> : linked(body.text)}</>
}
