import type { Callback, Id, Session } from '../../protocol/entities.js'

/** Whether it is still to be called. */
export const isOpen = (callback: Callback | undefined): callback is Callback & { id: Id } =>
  callback?.state === 'requested' || callback?.state === 'dialled'

/** Whether nobody has dialled it when they should have. */
export const isLate = ({ state, overdueAt }: Callback): boolean => state === 'requested' && overdueAt !== undefined

/** Whether it rings at the one door that a number leads to. */
export const isRinging = (session: Session | undefined): session is Session =>
  session?.entry === 'invitation' && session.state === 'queued'
