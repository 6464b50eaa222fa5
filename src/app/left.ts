import { ZvonekError } from '../api/errors.js'

/** What was asked for in the name of who has left is not done in another's. */
export const left = () => new ZvonekError('signedOut', 'Who asked for it has left.')
