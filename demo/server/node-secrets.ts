import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Secrets } from '../backend/secrets.js'

/**
 * Node's own: many times quicker than Web Crypto for the two short hashes that every command costs.
 * @param secret Outlives the process, and stands in no store.
 */
export const createNodeSecrets = (secret: string): Secrets => ({
  id: () => randomBytes(16).toString('base64url'),
  mark: () => randomBytes(6).toString('base64url'),
  token: () => randomBytes(32).toString('base64url'),
  hash: async text => createHash('sha256').update(text).digest('hex'),
  sign: async text => createHmac('sha256', `numbers of ${secret}`).update(text).digest('hex'),
})
