import type { Options } from '../api/options.js'
import type { FormValues } from '../protocol/form.js'
import { own } from '../protocol/own.js'
import { report } from './connect.js'
import { toExtras } from './extras.js'

/** What the page knows of its visitor: what its options say at first, and later `setParams`, key by key. */
export const createParams = (options: Options) => {
  let params = own({}) as FormValues
  /** @throws {ZvonekError} `options`. */
  const setParams = (given: unknown) => void (params = own({ ...params, ...toExtras({ params: given }).params }))
  try {
    setParams(options.params)
  } catch (error) {
    report('warn', `${error as Error}`)
  }
  return { params: () => params, setParams }
}
