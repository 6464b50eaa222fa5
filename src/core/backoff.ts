import type { Failure } from '../protocol/failure.js'
import { own } from '../protocol/own.js'

/**
 * The one decision about when to try again, after the AWS Builders' Library: exponential, capped at thirty seconds, with
 * jitter over the upper half. Full jitter would make 45 attempts of ten minutes instead of 33.
 * @param attempt how many tries in a row have failed, from 0
 * @param failure may say what the other side asked for (`Retry-After`), in milliseconds: it comes on top
 * @returns milliseconds to wait
 */
export const backoff = (attempt: number, random: () => number, failure?: Failure): number => {
  const { after }: { after?: number } = own(failure as { after?: number })
  return (
    (1 + random()) * Math.min(15_000, 250 * 2 ** attempt) +
    (after === undefined ? 0 : Math.min(120_000, Math.max(500, after)))
  )
}
