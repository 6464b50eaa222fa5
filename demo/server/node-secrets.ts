import { createHash, randomBytes } from 'node:crypto'
import type { Secrets } from '../backend/secrets.js'

/** Node's own: many times quicker than Web Crypto for the two short hashes that every command costs. */
export const nodeSecrets: Secrets = {
  id: () => randomBytes(16).toString('base64url'),
  mark: () => randomBytes(6).toString('base64url'),
  token: () => randomBytes(32).toString('base64url'),
  hash: async text => createHash('sha256').update(text).digest('hex'),
}
