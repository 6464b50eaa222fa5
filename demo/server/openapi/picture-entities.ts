import type { CallPicture } from '../../../src/protocol/entities.js'
import { ID, object, oneOf, type Schema } from './schema.js'

/** What is said of pictures of a client's video. */
export const pictureEntities: Readonly<Record<string, Schema>> = {
  CallPicture: object<CallPicture>(
    { id: ID, state: oneOf('asked', 'allowed', 'declined', 'taken') },
    {
      description:
        'A picture of the client’s video, which they agree to each time. Once it is `taken` it stands in a message.',
    },
  ),
}
