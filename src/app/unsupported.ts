import { ZvonekError } from '../api/errors.js'

/** The answer to what is not built yet: never silence. */
export const unsupported = (what: string) => new ZvonekError('unsupported', `${what} is not in this version of Zvonek.`)
