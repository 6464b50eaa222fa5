import type { FileRef, Id } from '../../../src/protocol/entities.js'
import { KNOWN_ENDS } from '../../backend/files/kinds.js'
import { FILE_RULES } from '../../backend/files/rules.js'
import type { UploadState, Wish } from '../../backend/files/uploads.js'
import { LARGEST_PART } from '../body.js'
import { json, jsonBody, PRIVATE, type Operation, type PathItem } from './operations.js'
import { because, type Paper } from './papers.js'
import { refused } from './refusals.js'
import { ID, object, optional, ref, said, short, TEXT, whole, type Schema } from './schema.js'
import { IDS } from './samples.js'

const SIZE = said(whole(1), 'Bytes.')

const sample: FileRef = {
  id: IDS.file,
  name: 'battery.png',
  type: 'image/png',
  size: 81_204,
  url: `https://help.example.com/files/${IDS.file}`,
  width: 800,
  height: 600,
}

export const fileSchemas: Readonly<Record<string, Schema>> = {
  FileRef: object<FileRef>(
    {
      id: said(ID, 'What `files` of a message and a field of the type `file` hold.'),
      name: said(TEXT, 'Cleaned: one line without a path.'),
      type: said(TEXT, 'MIME type, by what the bytes are.'),
      size: SIZE,
      url: said(TEXT, 'Absolute address. It needs no credential: who knows it may read the file.'),
      width: optional(said(whole(1), 'Of a picture that was looked at; without it the file is fetched and not shown.')),
      height: optional(whole(1)),
    },
    { description: 'A file that is whole; `data` of a message of the kind `file`.' },
  ),
  Upload: object<Wish>({
    id: said(ID, 'Of the sender’s making: the same again goes on with the same upload.'),
    name: said(short(1_000), `Its end says the kind: ${KNOWN_ENDS.join(', ')}.`),
    size: said(whole(0), `Bytes, ${FILE_RULES.size} at most.`),
    hash: optional(
      said(
        { type: ['string', 'null'], pattern: '^[0-9a-f]{64}$' },
        'SHA-256 in hexadecimal, so that nothing else is taken for it.',
      ),
    ),
  }),
  UploadState: object<UploadState>({
    at: said(whole(0), 'Bytes that are here: the next part begins there.'),
    part: said(whole(1), 'Bytes of the largest part.'),
    file: optional(said(ref('FileRef'), 'Once it is whole.')),
  }),
}

/** Of either side. */
export const uploadDrop: Paper<{ id: Id; type: 'upload.drop'; upload: Id }> = {
  summary: 'Lets go of an upload: what nothing uses is gone at once. Not kept; once is as good as twice.',
  fields: { upload: said(ID, 'The `id` it was told by.') },
  example: { id: IDS.command, type: 'upload.drop', upload: IDS.command },
  refused: [because('it does not say which', { id: IDS.command, type: 'upload.drop' })],
}

interface Side {
  prefix: string
  name: string
  more: Partial<Operation>
}

const ALL = ['malformed', 'auth', 'origin', 'tooLarge', 'type', 'rate', 'crowded', 'closing'] as const

/** The two addresses by which one side brings files. */
export const uploadPaths = ({ prefix, name, more }: Side): Readonly<Record<string, { post: Operation }>> => ({
  [`${prefix}/files`]: {
    post: {
      ...more,
      operationId: `begin${name}Upload`,
      summary: 'Tells of a file, and learns how much of it is here.',
      ...jsonBody(ref('Upload'), { id: IDS.command, name: 'battery.png', size: 81_204 }),
      responses: {
        '200': {
          description: 'It may come, from the byte `at` on.',
          headers: PRIVATE,
          ...json(ref('UploadState'), { at: 0, part: LARGEST_PART }),
        },
        ...refused(...ALL, 'conflict', 'file.kind', 'file.broken', 'file.full', 'file.many'),
      },
    },
  },
  [`${prefix}/files/{upload}/{at}`]: {
    post: {
      ...more,
      operationId: `bring${name}Part`,
      summary: 'Brings the bytes that follow.',
      description:
        'A part that does not begin where the last one ended changes nothing; the answer says where to go on. The last one is answered with the file, once all of it was looked at.',
      parameters: [
        ...((more.parameters as object[] | undefined) ?? []),
        { name: 'upload', in: 'path', required: true, schema: TEXT, description: 'The `id` it was told by.' },
        { name: 'at', in: 'path', required: true, schema: whole(0), description: 'Place of the first byte.' },
      ],
      requestBody: { required: true, content: { 'application/octet-stream': {} } },
      responses: {
        '200': {
          description: 'Here is what has come.',
          headers: PRIVATE,
          ...json(ref('UploadState'), { at: 81_204, part: LARGEST_PART, file: sample }),
        },
        ...refused(...ALL, 'gone', 'file.kind', 'file.pixels', 'file.broken'),
      },
    },
  },
})

export const storedPath: PathItem = {
  get: {
    operationId: 'storedFile',
    summary: 'What somebody has sent.',
    description: 'Offered for saving, and run by no browser: in a sandbox, of the type that its bytes are.',
    tags: ['files'],
    security: [{}],
    parameters: [{ name: 'id', in: 'path', required: true, schema: TEXT }],
    responses: {
      '200': { description: 'The file, with an `ETag`.', content: { '*/*': {} } },
      '304': { description: 'The reader has it.' },
      '404': { description: 'There is none.' },
    },
  },
}
