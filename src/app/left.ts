import { ZvonekError } from '../api/errors.js'

/** What was asked for in the name of who has left is not done in another's. */
export const left = () => new ZvonekError('signedOut', 'Who asked for it has left.')

/** Whatever was still under way when the widget was taken off the page. */
export const destroyed = () => new ZvonekError('destroyed', 'it is destroyed')
