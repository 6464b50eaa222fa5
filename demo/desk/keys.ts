import type { Desk } from './model/model.js'

/** Alt+A accepts the longest waiting, Alt+I makes an invitation, Alt+↓ and Alt+↑ walk the conversations, Escape closes what is open. Returns its undo. */
export const listenToKeys = (desk: Desk, target: Document = document): (() => void) => {
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = toAct(desk, event)
    if (!act) return
    event.preventDefault()
    if (!event.repeat) act()
  }
  target.addEventListener('keydown', onKeyDown)
  return () => target.removeEventListener('keydown', onKeyDown)
}

/** By place on the keyboard: with Alt some systems type another letter. */
const toAct = (desk: Desk, { code, key, altKey, ctrlKey, metaKey }: KeyboardEvent): (() => void) | undefined => {
  if (ctrlKey || metaKey) return undefined
  if (!altKey) return key === 'Escape' ? toClosing(desk) : undefined
  if (code === 'KeyA') return desk.acceptNext
  if (code === 'KeyI') return () => desk.invite()
  if (code === 'ArrowDown') return () => desk.selectNext(1)
  if (code === 'ArrowUp') return () => desk.selectNext(-1)
  return undefined
}

const toClosing = (desk: Desk): (() => void) | undefined => {
  if (desk.invitationCard.peek()) return desk.closeInvitation
  if (desk.preview.peek()) return () => desk.showPreview(undefined)
  return desk.settings.isOpen.peek() ? desk.settings.close : undefined
}
