import { Unfit } from './unfit.js'

/**
 * An object, as JSON in a text.
 * @param shape what it is, as the end of a sentence: “an object with a `list` of rules”.
 * @throws {Unfit} one sentence that says what is not right.
 */
export const readObject = (text: string, shape: string): Record<string, unknown> => {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (error) {
    throw new Unfit(`{name} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Record<string, unknown>
  throw new Unfit(`{name} is ${shape}.`)
}
