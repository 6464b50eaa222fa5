import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * The rows of size-limit.json as measured now; sizes in bytes.
 * @returns {Promise<{ name: string, bytes: number, budget: number }[]>}
 */
export const measure = async () => {
  // size-limit leaves with 1 when a row is over its budget; the figures come all the same.
  const { stdout } = await promisify(execFile)('node_modules/.bin/size-limit', [
    '--json',
    '--config',
    'size-limit.json',
  ]).catch(error => error)
  return JSON.parse(stdout).map(({ name, size, sizeLimit }) => ({ name, bytes: size, budget: sizeLimit }))
}

/**
 * Brotli figures are told in kB of 1000 bytes, to a tenth.
 * @param {number} bytes
 */
export const kB = bytes => `${(bytes / 1000).toFixed(1)} kB`
