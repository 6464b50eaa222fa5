/**
 * What can go wrong, as a word to branch on. The app adds codes of the backend's refusals, so other words are possible.
 *
 * - `options`: an option is wrong; thrown at once, the message says what to do
 * - `noDom`: there is no page, as while rendering on a server; call it in the browser
 * - `load`: the widget's files did not come (network, or the page's content security policy); the next press tries again
 * - `unsupported`: this version or this backend cannot do it
 * - `destroyed`: the widget was taken off the page
 * - `unexpected`: a fault of ours; please tell us
 */
export type ErrorCode = 'options' | 'noDom' | 'load' | 'unsupported' | 'destroyed' | 'unexpected' | (string & {})

/**
 * The only thing the widget throws or rejects with. Tell errors apart by `code`, not by class: files that were loaded
 * apart have classes apart.
 *
 * @example
 * widget.open('video').catch(error => error.code === 'unsupported' && showPhoneNumber())
 */
export class ZvonekError extends Error {
  declare readonly code: ErrorCode

  /** @param cause what was thrown instead, where the code is `unexpected` */
  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message)
    this.cause = cause
    this.name = 'ZvonekError'
    this.code = code
  }
}
