import { remember } from '../../core/remember.js'
import { own } from '../../protocol/own.js'
import { isRinging } from '../chat/view.js'
import type { Ways } from '../callback/ways.js'

/** Nobody can call: the number, as people write it, stands in the letter that is written instead. */
export const toLetter = ({ life, toChat }: Pick<Ways, 'life' | 'toChat'>, phone: string) => {
  const { store, session, leave } = life.connect()
  const kept = own(JSON.parse(store.get('form:letter') || '{}') as object)
  remember(store, 'form:letter', JSON.stringify({ ...kept, phone }))
  // Who only waits would come back to the queue, and nothing would be sent.
  if (isRinging(session.peek())) leave()
  toChat()
}
