import { readFile } from '../../../src/panels/files/read.js'
import { Sent } from '../../../src/panels/files/Sent.js'
import { linked } from '../../../src/panels/parts/links.js'
import type { WireBody } from '../../../src/protocol/entities.js'

/** What a message holds: words, or a file. Of pictures only those that the backend has looked at are shown. */
export const Said = ({ body }: { body: WireBody }) => {
  const file = readFile(body)
  return <>{file ? <Sent locale="en" file={file} /> : linked(body.text)}</>
}
