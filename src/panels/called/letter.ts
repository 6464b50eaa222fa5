import { remember } from '../../core/remember.js'
import { isRinging } from '../chat/view.js'
import type { Ways } from '../callback/ways.js'

/** Nobody can call: the number, as people write it, goes with the letter that is written instead, whatever that asks for. */
export const toLetter = ({ life, toChat }: Pick<Ways, 'life' | 'toChat'>, phone: string) => {
  const { store, session, leave } = life.connect()
  remember(store, 'along', JSON.stringify([{ name: 'phone', value: phone }]))
  // Who only waits would come back to the queue, and nothing would be sent.
  if (isRinging(session.peek())) leave()
  toChat()
}
