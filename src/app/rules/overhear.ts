import type { AppHost } from '../../api/app.js'
import { own } from '../../protocol/own.js'

/** What the page is told, rules hear too. */
export const overhear = (host: AppHost, onChange: () => void) => {
  const { setState, emit } = host
  host.setState = change => {
    onChange()
    return setState(change)
  }
  host.emit = (type, detail) => {
    onChange()
    emit(type, detail)
  }
  return {
    /** What is not in it, no page has in its place. */
    state: () => own(setState({})),
    undo: () => void Object.assign(host, { setState, emit }),
  }
}
