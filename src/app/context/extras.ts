import { ZvonekError } from '../../api/errors.js'
import type { Extras } from '../../core/speech.js'
import { dictionary, flag, optional, record, text } from '../../protocol/parse.js'

const parse = record<Pick<Extras, 'group' | 'params' | 'form' | 'skipForm' | 'check'>>({
  group: optional(text),
  params: optional(dictionary(text)),
  form: optional(dictionary(text)),
  skipForm: optional(flag),
  check: optional(text),
})

/**
 * What a page gives to `enter`, read once into a fresh object: what stands in the outbox no getter, cycle or later change of
 * the page's may reach.
 * @throws {ZvonekError} `options`.
 */
export const toExtras = (given: unknown): Extras => {
  try {
    return parse(given ?? {})
  } catch {
    throw new ZvonekError('options', 'params and form must be texts by name')
  }
}
