import type { Said } from '../../api/app.js'
import type { FormValues } from '../../protocol/form.js'
import { own } from '../../protocol/own.js'

/**
 * What a page has said of its visitor while that still waits for them to act: rules may look at it, nothing else does.
 * @param option What stood in the options: by name, or the same as JSON.
 */
export const paramsOf = (option: unknown, said: Said): FormValues => {
  const values = new Map<string, string>()
  const take = (given: unknown) => {
    const from = Object(typeof given === 'string' ? parse(given) : given) as object
    for (const key of Object.keys(from)) {
      const value: unknown = Reflect.get(from, key)
      if (value === null || value === undefined) values.delete(key)
      // What else it is, is refused once the visitor acts.
      else if (/^(string|number|boolean)$/.test(typeof value)) values.set(key, `${value as string}`)
    }
  }
  take(option)
  for (const one of said) {
    const args = one[1]
    if (one[0] === 'setParams') take(args[0])
    if (one[0] === 'removeParams') for (const key of args.flat()) values.delete(String(key))
  }
  return own(Object.fromEntries(values))
}

/** What is no JSON is told once the visitor acts. */
const parse = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return {}
  }
}
