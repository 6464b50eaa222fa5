import type { FileRef } from '../../../src/protocol/entities.js'
import { parseFile } from '../../../src/protocol/parse-file.js'
import { Link, linked, toUrl } from '../../../src/panels/parts/links.js'

/** What a message holds: words, or a file to be fetched; nothing of it is opened here. */
export const Said = ({ body }: { body: { kind: string; text: string; data?: unknown } }) => {
  const file = body.kind === 'file' ? read(body.data) : undefined
  return <>{file ? <FileLink file={file} /> : linked(body.text)}</>
}

export const FileLink = ({ file: { name, url: address, size } }: { file: FileRef }) => {
  const url = toUrl(address)
  const kilobytes = Math.max(1, Math.round(size / 1_000)).toLocaleString('en')
  return (
    <>
      {url ? (
        <Link url={url}>
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <bdi>{name}</bdi>
      )}{' '}
      ({kilobytes} kB)
    </>
  )
}

const read = (data: unknown): FileRef | undefined => {
  try {
    return parseFile(data)
  } catch {
    return undefined
  }
}
