import { HOLD, type Checked } from '../../src/protocol/check.js'
import { PROTOCOL } from '../../src/protocol/events.js'
import { toFailure, TransportFailure } from '../../src/protocol/failure.js'
import type { Context } from './context.js'
import { doorOf } from './departments.js'
import { refuse } from './refuse.js'
import type { Stream } from './stream.js'

export interface CheckedEvent extends Checked {
  type: 'checked'
}

type Asked = Pick<Stream<CheckedEvent>, 'onEvent' | 'close'> & { widget: string }

/** Says how things stand at a widget, to who looks why it does not work; the stream stays open for a moment behind it. */
export const createCheck = (context: Context) => {
  const look = async (widget: string): Promise<CheckedEvent> => {
    const { widgets, writer, clock } = context
    if (!Object.hasOwn(widgets, widget)) throw refuse('widget.unknown', `There is no widget “${widget}” here.`)
    const now = clock.now()
    const { availability } = await writer.run(({ state }) => doorOf(context, widget, { state, now }))
    return { type: 'checked', protocol: PROTOCOL, oldest: PROTOCOL, now, availability }
  }
  return ({ widget, onEvent, close }: Asked): (() => void) => {
    let isOver = false
    let undo = () => {}
    const hold = (checked: CheckedEvent) => {
      if (isOver) return
      onEvent(checked)
      undo = context.clock.after(HOLD, () => close(new TransportFailure({ kind: 'retry', done: 'no' }, 'checked')))
    }
    look(widget).then(hold, (error: unknown) => {
      if (!isOver) close(error instanceof TransportFailure ? error : new TransportFailure(toFailure(error)))
    })
    return () => {
      isOver = true
      undo()
    }
  }
}
