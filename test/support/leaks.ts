/** Something that was said at a place where no secret may be. */
export interface Captured {
  /** Such as `address`, `referer`, `log`. */
  place: string
  text: string
}

/** Characters from either end by which a shortened secret is still known. */
const TELLING = 12

/** A secret in the forms it may travel in: plain, escaped, packed, or cut. */
const forms = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
  ...(secret.length > 2 * TELLING ? [secret.slice(0, TELLING), secret.slice(-TELLING)] : []),
]

/** Which secrets stand where they may not, such as `token in address: /x?t=…`. `secrets` are by their names. */
export const leaks = (captured: readonly Captured[], secrets: Readonly<Record<string, string>>): string[] =>
  Object.entries(secrets).flatMap(([name, secret]) => {
    if (secret.length < 8) throw new Error(`“${name}” is too short to be told from other text.`)
    return captured.flatMap(({ place, text }) =>
      forms(secret).some(form => text.includes(form)) ? [`${name} in ${place}: ${text.slice(0, 200)}`] : [],
    )
  })
