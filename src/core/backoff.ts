/**
 * The one decision about when to try again, after the AWS Builders' Library: exponential, capped, with full jitter.
 * @param attempt how many tries in a row have failed, from 0
 * @param after what the other side asked for (`Retry-After`), in milliseconds
 * @returns milliseconds to wait
 */
export const backoff = (attempt: number, random: () => number, after?: number): number => {
  const jitter = random() * Math.min(30_000, 500 * 2 ** attempt)
  return after === undefined ? jitter : Math.min(120_000, Math.max(500, after)) + Math.min(jitter, 1_000)
}
